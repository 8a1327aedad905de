using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PartnerChat.Web.Security;

/// <summary>
/// Has a cookie renewed when it is time, in a scope of its own: the services that know accounts, and their database context, would stay with the request
/// else, and a circuit's lasts as long as the circuit.
/// </summary>
internal sealed class CookieCheck(IOptions<SecurityStampValidatorOptions> options, IServiceScopeFactory scopes) : ISecurityStampValidator
{
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = (options.Value.TimeProvider ?? TimeProvider.System).GetUtcNow();
        if (now - context.Properties.IssuedUtc <= options.Value.ValidationInterval) return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CookieRenewal>().ValidateAsync(context);
    }
}
