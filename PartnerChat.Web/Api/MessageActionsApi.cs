using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>What is done to a message that is there, over REST.</summary>
internal static class MessageActionsApi
{
    private const string Message = "/messages/{id}";
    private const string Reaction = $"{Message}/reactions/{{emoji}}";

    public static void MapMessageActions(this IEndpointRouteBuilder messages)
    {
        messages.MapPatch(Message, EditAsync)
            .Describe("Edit a message", "The sender only, within 24 h of sending. The earlier text is kept for both to see; the same text changes nothing.", 400, 403, 404, 409);
        messages.MapGet($"{Message}/edits", GetEditsAsync).Describe("The earlier texts of a message", "Oldest first.", 400, 404);
        messages.MapDelete(Message, DeleteAsync)
            .Describe("Delete a message for both", "The sender only. Its text is erased everywhere, its place in the order stays. Deleting it again changes nothing.", 400, 403, 404, 409);
        messages.MapPut(Reaction, PutReactionAsync)
            .Describe("React to a message", "Either partner, with one emoji, in place of the one that they had there. The same again changes nothing.", 400, 404, 409);
        messages.MapDelete(Reaction, RemoveReactionAsync).Describe("Take a reaction back", "What is not there changes nothing.", 400, 404, 409);
    }

    private static async Task<Results<Ok<MessageContract>, ApiProblem>> EditAsync(Guid id, EditContract body, ClaimsPrincipal user, ChatService chat, CancellationToken ct)
    {
        // What is wrong with the text is told before whose it is.
        if (ContentRule.Check(body.Content!, out _) is { } fault) return new ChatResult<MessageRecord>(null, fault).ToProblem();
        return Told(await ActAsync(chat, user, id, by => chat.EditAsync(by, id, body.Content!, ct), ct));
    }

    private static async Task<Results<Ok<EditsContract>, ApiProblem>> GetEditsAsync(Guid id, ClaimsPrincipal user, ChatService chat, CancellationToken ct)
    {
        var edits = await ActAsync(chat, user, id, by => chat.GetEditsAsync(by, id, ct), ct);
        return edits.Value is { } found ? TypedResults.Ok(EditsContract.From(found)) : edits.ToProblem();
    }

    private static async Task<Results<Ok<SuccessContract>, ApiProblem>> DeleteAsync(Guid id, ClaimsPrincipal user, ChatService chat, CancellationToken ct)
    {
        var deleted = await ActAsync(chat, user, id, by => chat.DeleteAsync(by, id, ct), ct);
        return deleted.Value is null ? deleted.ToProblem() : TypedResults.Ok(new SuccessContract(true));
    }

    private static Task<Results<Ok<MessageContract>, ApiProblem>> PutReactionAsync(Guid id, string emoji, ClaimsPrincipal user, ChatService chat, CancellationToken ct) =>
        ReactAsync(chat, user, id, emoji, by => chat.PutReactionAsync(by, id, emoji, ct), ct);

    private static Task<Results<Ok<MessageContract>, ApiProblem>> RemoveReactionAsync(Guid id, string emoji, ClaimsPrincipal user, ChatService chat, CancellationToken ct) =>
        ReactAsync(chat, user, id, emoji, by => chat.RemoveReactionAsync(by, id, emoji, ct), ct);

    // That it is no emoji is told before whether the message is there.
    private static async Task<Results<Ok<MessageContract>, ApiProblem>> ReactAsync(
        ChatService chat, ClaimsPrincipal user, Guid id, string emoji, Func<Participant, Task<ChatResult<MessageRecord>>> react, CancellationToken ct) =>
        Told(EmojiRule.IsEmoji(emoji) ? await ActAsync(chat, user, id, react, ct) : ChatError.InvalidEmoji);

    private static async Task<ChatResult<T>> ActAsync<T>(ChatService chat, ClaimsPrincipal user, Guid id, Func<Participant, Task<ChatResult<T>>> act, CancellationToken ct)
        where T : class
    {
        var found = await chat.VisitMessageAsync(user.GetId(), id, ct);
        return found.Value is { } there ? await act(there.Visit.Participant) : found.Error!.Value;
    }

    private static Results<Ok<MessageContract>, ApiProblem> Told(ChatResult<MessageRecord> changed) =>
        changed.Value is { } message ? TypedResults.Ok(MessageContract.From(message)) : changed.ToProblem();
}
