using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Renews what a cookie says of its account. One that is not good now is refused and left with its browser: a lock passes.</summary>
internal sealed class CookieRenewal(IOptions<SecurityStampValidatorOptions> options, SignInManager<ApplicationUser> signIn, ILoggerFactory loggers)
    : SecurityStampValidator<ApplicationUser>(options, signIn, loggers)
{
    public override async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            if (await VerifySecurityStamp(context.Principal) is { } user) await SecurityStampVerified(user, context);
            else context.RejectPrincipal();
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            // Then the cookie stays as it is.
            context.ShouldRenew = false;
        }
    }
}
