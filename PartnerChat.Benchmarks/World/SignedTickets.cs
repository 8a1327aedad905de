using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PartnerChat.Data;
using PartnerChat.Web.Security;

namespace PartnerChat.Benchmarks.World;

/// <summary>
/// What a sign-in hands out, made with the app's own keys, which are in its database: hashing hundreds of passwords would take longer than what is measured.
/// The app asks of these what it asks of every other: key, session, stamp.
/// </summary>
internal sealed class SignedTickets : IDisposable
{
    /// <summary>What the cookie is called.</summary>
    public const string CookieName = "pc-account";

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    private readonly WebApplication _app;
    private readonly ISecureDataFormat<AuthenticationTicket> _bearer, _cookie;

    public SignedTickets(string connectionString)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", "Error")]);
        builder.Services.AddChatDatabase(connectionString);
        builder.AddPageSecurity();
        builder.AddAccounts();
        _app = builder.Build();
        _bearer = _app.Services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(IdentityConstants.BearerScheme).BearerTokenProtector;
        _cookie = _app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).TicketDataFormat;
    }

    public SeededPartner SignIn(SeededPartner partner) => partner with
    {
        Token = _bearer.Protect(TicketOf(partner, IdentityConstants.BearerScheme, $"{IdentityConstants.BearerScheme}:AccessToken")),
        Cookie = _cookie.Protect(TicketOf(partner, IdentityConstants.ApplicationScheme, IdentityConstants.ApplicationScheme)),
    };

    public void Dispose() => ((IDisposable)_app).Dispose();

    private static AuthenticationTicket TicketOf(SeededPartner partner, string identity, string scheme)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, partner.UserId.ToString()),
                new Claim(ClaimTypes.Name, Seed.EmailOf(partner.UserId)),
                new Claim(PartnerChat.Web.Security.SignIn.StampClaim, partner.Stamp),
                new Claim(PartnerChat.Web.Security.SignIn.SessionClaim, partner.SessionId.ToString()),
            ],
            identity);
        return new AuthenticationTicket(new ClaimsPrincipal(claims), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + Lasts, IsPersistent = true }, scheme);
    }
}
