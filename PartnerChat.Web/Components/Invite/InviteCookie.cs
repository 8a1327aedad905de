using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Invite;

/// <summary>
/// The inviter's code in the inviter's own browser, where no script can read it: the server keeps only its hash, and the page is
/// to show the link again after a reload.
/// </summary>
internal sealed class InviteCookie(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Name = "pc-invite";

    public void Write(HttpContext http, Guid userId, IssuedInvitation invitation)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{invitation.ExpiresAt:O} {invitation.Code}");
        http.Response.Cookies.Append(Name, ProtectorOf(userId).Protect(content), Options(http, invitation.ExpiresAt));
    }

    public IssuedInvitation? Read(HttpContext http, Guid userId)
    {
        if (http.Request.Cookies[Name] is not { } sealedContent) return null;
        try
        {
            var parts = ProtectorOf(userId).Unprotect(sealedContent).Split(' ');
            var invitation = new IssuedInvitation(parts[1], DateTimeOffset.Parse(parts[0], CultureInfo.InvariantCulture));
            return invitation.ExpiresAt > time.GetUtcNow() ? invitation : null;
        }
        catch (CryptographicException)
        {
            // Somebody else's who used this browser, or of keys that are gone.
            return null;
        }
    }

    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private IDataProtector ProtectorOf(Guid userId) => protection.CreateProtector("PartnerChat.Invite", userId.ToString());

    private static CookieOptions Options(HttpContext http, DateTimeOffset? expires) => new()
    {
        Path = "/invite",
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Expires = expires,
        IsEssential = true,
    };
}
