using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>Search over REST.</summary>
internal static class SearchApi
{
    public static void MapSearch(this IEndpointRouteBuilder messages) => messages.MapGet("/search", SearchAsync)
        .Describe(
            "Search the conversation",
            "Newest first. Any piece of a text, in any script; capitals and accents make no difference. Deleted messages are never found, edited ones by what they say now. "
            + "q: 1 to 200 characters. before: a time, exclusive; the sent_at of the last one found gives the next page.",
            400,
            404);

    private static async Task<Results<Ok<FoundContract>, ApiProblem>> SearchAsync(
        [FromQuery(Name = "conversation_id")] Guid conversationId, string q, WireTime? before, ClaimsPrincipal user, SearchService search, CancellationToken ct,
        [Range(1, 100, ErrorMessage = Words.PageLimit)] int limit = SearchService.PageSize)
    {
        var page = await search.SearchAsync(user.GetId(), conversationId, q, before?.RoundedUp, limit, ct);
        return page.Value is { } found ? TypedResults.Ok(FoundContract.From(found)) : page.ToProblem();
    }
}
