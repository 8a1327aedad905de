using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Api;

/// <summary>A ticket to one socket.</summary>
/// <param name="Ticket">Good once; goes into the query <c>ticket</c> of the handshake.</param>
/// <param name="ExpiresIn">For how many seconds it is good.</param>
internal sealed record TicketAnswer([property: JsonPropertyName("ticket")] string Ticket, [property: JsonPropertyName("expires_in")] int ExpiresIn);

/// <summary>Tickets for pages that can send a socket neither header nor cookie.</summary>
internal static class TicketApi
{
    /// <summary><c>POST /realtime/ticket</c>: 200 with a ticket; 401 for who is not signed in.</summary>
    public static void MapTicketApi(this IEndpointRouteBuilder api) =>
        api.MapPost("/realtime/ticket", IssueAsync).WithTags("Realtime").Describe("A ticket to one socket", "For a page that can send a socket neither header nor cookie: once, within 30 s.");

    private static async Task<Results<Ok<TicketAnswer>, ApiProblem>> IssueAsync(HttpContext context, SocketTickets tickets, CancellationToken ct) =>
        context.User.FindSignIn() is { } signIn && await tickets.IssueAsync(signIn, ct) is { } ticket
            ? TypedResults.Ok(new TicketAnswer(ticket, (int)SocketTickets.Lasts.TotalSeconds))
            : new ApiProblem(StatusCodes.Status401Unauthorized);
}
