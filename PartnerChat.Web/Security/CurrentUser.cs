using System.Security.Claims;

namespace PartnerChat.Web.Security;

internal static class CurrentUser
{
    /// <summary>The id of who is signed in, or null.</summary>
    public static Guid? FindId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
