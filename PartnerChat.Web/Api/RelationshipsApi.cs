using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>How two people come together, over REST.</summary>
internal static class RelationshipsApi
{
    public static void MapRelationshipsApi(this IEndpointRouteBuilder api)
    {
        var relationships = api.MapGroup("/relationships").WithTags("Relationships");
        relationships.MapPost("", StartAsync)
            .Describe("Start a relationship", "The caller becomes partner A. The answer holds the code to invite with: it is told only here.", 400, 409);
        relationships.MapPost("/invite", InviteAsync).Describe("Make a new invitation", "The former code is void. 409 once accepted.", 404, 409);
        relationships.MapPost("/accept", AcceptAsync)
            .Describe("Accept an invitation", "The caller becomes partner B. 404 when the code is unknown, used or expired; 409 when it is the caller's own, or they are in a relationship.", 400, 404, 409);
        relationships.MapGet("/current", GetCurrentAsync).Describe("The caller's relationship", "404 when they are in none.", 404);
    }

    private static async Task<Results<Created<StartedContract>, ApiProblem>> StartAsync(StartContract body, ClaimsPrincipal user, RelationshipService relationships, CancellationToken ct)
    {
        var started = await relationships.CreateAsync(user.GetId(), body.DisplayName, ct);
        return started.Value is { } made ? TypedResults.Created($"{ApiPath.Root}/relationships/current", StartedContract.From(made)) : ProblemOf(started);
    }

    private static async Task<Results<Ok<InviteContract>, ApiProblem>> InviteAsync(ClaimsPrincipal user, RelationshipService relationships, CancellationToken ct)
    {
        var invitation = await relationships.RenewInvitationAsync(user.GetId(), ct);
        return invitation.Value is { } made ? TypedResults.Ok(new InviteContract(made.Code, made.ExpiresAt)) : ProblemOf(invitation);
    }

    private static async Task<Results<Ok<RelationshipContract>, ApiProblem>> AcceptAsync(AcceptContract body, ClaimsPrincipal user, RelationshipService relationships, CancellationToken ct)
    {
        var joined = await relationships.AcceptAsync(user.GetId(), body.InviteCode, body.DisplayName, ct);
        return joined.Value is { } there ? TypedResults.Ok(RelationshipContract.From(there)) : ProblemOf(joined);
    }

    private static async Task<Results<Ok<RelationshipContract>, ApiProblem>> GetCurrentAsync(ClaimsPrincipal user, RelationshipService relationships, CancellationToken ct) =>
        await relationships.FindCurrentAsync(user.GetId(), ct) is { } current
            ? TypedResults.Ok(RelationshipContract.From(current))
            : new ApiProblem(StatusCodes.Status404NotFound);

    private static ApiProblem ProblemOf<T>(RelationshipResult<T> refused)
        where T : class => refused.Fault switch
        {
            RelationshipFault.DisplayName => ApiProblem.Form("display_name", refused.NameFault.Explain()),
            RelationshipFault.NotFound => new ApiProblem(StatusCodes.Status404NotFound),
            RelationshipFault.OwnInvitation or RelationshipFault.AlreadyInRelationship or RelationshipFault.AlreadyAccepted => new ApiProblem(StatusCodes.Status409Conflict),
            RelationshipFault.Unavailable => new ApiProblem(StatusCodes.Status503ServiceUnavailable),
            _ => throw new ArgumentOutOfRangeException(nameof(refused), refused.Fault, null),
        };
}
