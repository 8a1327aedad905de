using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

internal static class Unconfirmed
{
    /// <summary>Whether this account has to confirm its address before it may sign in.</summary>
    public static bool IsUnconfirmed(this SignInManager<ApplicationUser> signIn, ApplicationUser user) => signIn.Options.SignIn.RequireConfirmedEmail && !user.EmailConfirmed;
}
