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

    public static void MapMessageActions(this IEndpointRouteBuilder messages)
    {
        messages.MapDelete(Message, DeleteAsync)
            .Describe("Delete a message for both", "The sender only. Its text is erased everywhere, its place in the order stays. Deleting it again changes nothing.", 400, 403, 404, 409);
    }

    private static async Task<Results<Ok<SuccessContract>, ApiProblem>> DeleteAsync(Guid id, ClaimsPrincipal user, ChatService chat, CancellationToken ct)
    {
        var deleted = await ActAsync(chat, user, id, by => chat.DeleteAsync(by, id, ct), ct);
        return deleted.Value is null ? deleted.ToProblem() : TypedResults.Ok(new SuccessContract(true));
    }

    private static async Task<ChatResult<MessageRecord>> ActAsync(
        ChatService chat, ClaimsPrincipal user, Guid id, Func<Participant, Task<ChatResult<MessageRecord>>> act, CancellationToken ct)
    {
        var found = await chat.VisitMessageAsync(user.GetId(), id, ct);
        return found.Value is { } there ? await act(there.Visit.Participant) : found.Error!.Value;
    }
}
