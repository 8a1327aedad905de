using System.Security.Claims;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Invite;

/// <summary>What the waiting page asks every two seconds.</summary>
internal static class InviteEndpoints
{
    public static void MapInviteEndpoints(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/invite/joined", HasJoinedAsync).RequireAuthorization().DisableCookieRedirect();

    private static async Task<IResult> HasJoinedAsync(ClaimsPrincipal user, RelationshipService relationships, CancellationToken ct)
    {
        if (user.FindId() is not { } userId) return TypedResults.Unauthorized();
        var current = await relationships.FindCurrentAsync(userId, ct);
        return TypedResults.Ok(new JoinedAnswer(current?.PartnerBName is not null));
    }

    private sealed record JoinedAnswer(bool Joined);
}
