using System.Security.Claims;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>What the page of account and security asks every five seconds: on which sign-ins its user is now.</summary>
internal static class DeviceEndpoints
{
    public static void MapDeviceEndpoints(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/settings/security/devices", ListAsync).RequireAuthorization().DisableCookieRedirect();

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, AccountSessions sessions, CancellationToken ct) =>
        user.FindId() is { } userId ? TypedResults.Ok((await sessions.ListAsync(userId, ct)).Select(d => d.SessionId)) : TypedResults.Unauthorized();
}
