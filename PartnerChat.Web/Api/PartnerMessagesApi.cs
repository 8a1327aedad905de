using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>The conversation over REST.</summary>
internal static class PartnerMessagesApi
{
    public static void MapPartnerMessagesApi(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/partner-messages").WithTags("Messages");
        messages.MapGet("/conversation", GetConversationAsync).Describe("The conversation of a relationship", "Made on the first call.", 400, 404);
        messages.MapGet("/messages", GetMessagesAsync)
            .Describe("A page of history", "Oldest first. Without before and after: the newest messages. What is fetched counts as delivered.", 400, 404);
        messages.MapGet("/changes", GetChangesAsync)
            .Describe("What is new or changed since a cursor", "By rising number, each message as it is now. What is fetched counts as delivered.", 400, 404);
        messages.MapPost("/send", SendAsync)
            .Describe("Send a message", "Answers after the commit. The same client_message_id again gives the first message again and makes no second.", 400, 403, 404, 409);
        messages.MapPatch("/messages/{id}/delivered", MarkDeliveredAsync).Describe("Mark one message as delivered", "Only the recipient marks.", 400, 403, 404, 409);
        messages.MapPatch("/messages/{id}/read", MarkReadAsync)
            .Describe("Mark a message as read", "And every older one from the other partner. Only the recipient marks.", 400, 403, 404, 409);
        messages.MapMessageActions();
        messages.MapSearch();
        messages.MapExport();
    }

    private static async Task<Results<Ok<ConversationContract>, ApiProblem>> GetConversationAsync(
        [FromQuery(Name = "relationship_id")] Guid relationshipId, ClaimsPrincipal user, ChatService chat, CancellationToken ct)
    {
        var visit = await chat.VisitRelationshipAsync(user.GetId(), relationshipId, ct);
        if (visit.Value is not { } place) return visit.ToProblem();
        var conversation = await chat.GetConversationAsync(place.Participant, ct);
        return conversation.Value is { } found ? TypedResults.Ok(ConversationContract.From(found)) : conversation.ToProblem();
    }

    private static async Task<Results<Ok<MessagesContract>, ApiProblem>> GetMessagesAsync(
        [FromQuery(Name = "conversation_id")] Guid conversationId, WireTime? before, WireTime? after, ClaimsPrincipal user, ChatService chat, CancellationToken ct,
        [Range(1, 100, ErrorMessage = Words.PageLimit)] int limit = ChatService.PageSize)
    {
        if (before is not null && after is not null) return ApiProblem.Form("after", Words.OneAtATime);
        var visit = after is { } from
            ? await chat.VisitSentAfterAsync(user.GetId(), conversationId, from.Value, limit, ct)
            : await chat.VisitSentBeforeAsync(user.GetId(), conversationId, before?.RoundedUp, limit, ct);
        if (visit.Value is not { } found) return visit.ToProblem();
        chat.MarkDelivered(found.Visit, found.Page.Messages);
        return TypedResults.Ok(MessagesContract.From(found.Page, found.Visit.Membership.Cursor));
    }

    private static async Task<Results<Ok<ChangesContract>, ApiProblem>> GetChangesAsync(
        [FromQuery(Name = "conversation_id")] Guid conversationId, [Range(typeof(long), "0", "9223372036854775807", ErrorMessage = Words.Cursor)] long after, ClaimsPrincipal user, ChatService chat,
        CancellationToken ct, [Range(1, MessageStore.MaxPageSize, ErrorMessage = Words.ChangesLimit)] int limit = 100)
    {
        var visit = await chat.VisitChangesAsync(user.GetId(), conversationId, after, limit, ct);
        if (visit.Value is not { Visit: var place } found) return visit.ToProblem();
        if (after > place.Membership.Cursor && await FindFutureAsync(chat, place.Participant, after, ct) is { } future) return future;
        chat.MarkDelivered(place, found.Page.Changes.Select(c => c.Message));
        return TypedResults.Ok(ChangesContract.From(found.Page));
    }

    private static async Task<Results<Ok<SentContract>, ApiProblem>> SendAsync(SendContract body, ClaimsPrincipal user, ChatService chat, CancellationToken ct)
    {
        var message = new SendMessage(body.Content!, body.ClientMessageId, body.ReplyToId);
        var sent = await chat.SendAsync(user.GetId(), body.ConversationId!.Value, PartnerSides.Parse(body.SenderId!), message, ct);
        return sent.Value is { } stored ? TypedResults.Ok(new SentContract(MessageContract.From(stored.Message))) : sent.ToProblem();
    }

    private static async Task<Results<Ok<SuccessContract>, ApiProblem>> MarkDeliveredAsync(Guid id, ClaimsPrincipal user, ChatService chat, CancellationToken ct) =>
        Told(await chat.MarkDeliveredAsync(user.GetId(), id, ct));

    private static async Task<Results<Ok<SuccessContract>, ApiProblem>> MarkReadAsync(Guid id, ClaimsPrincipal user, ChatService chat, CancellationToken ct) =>
        Told(await chat.MarkReadAsync(user.GetId(), id, ct));

    private static Results<Ok<SuccessContract>, ApiProblem> Told(ChatResult<MessageRecord> marked) =>
        marked.Value is null ? marked.ToProblem() : TypedResults.Ok(new SuccessContract(true));

    // A change may have come since the visit, and its number be known to the caller: look again before saying that it is not there.
    private static async Task<ApiProblem?> FindFutureAsync(ChatService chat, Participant by, long after, CancellationToken ct)
    {
        var now = await chat.GetConversationAsync(by, ct);
        if (now.Value is not { } conversation) return now.ToProblem();
        return after > conversation.Cursor ? ApiProblem.Form("after", Words.Future) : null;
    }
}
