using System.Security.Claims;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Api;

internal static class Caller
{
    /// <summary>The id of who calls. The gate has let nobody through who has none.</summary>
    public static Guid GetId(this ClaimsPrincipal user) => user.FindId() ?? throw new InvalidOperationException("Nobody is signed in.");
}
