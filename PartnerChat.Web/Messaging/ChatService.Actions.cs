using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>What a partner does to a message that is there. The store judges it, under the conversation's lock.</summary>
public sealed partial class ChatService
{
    /// <summary>How long a change waits for the database before its sender is told that it is away. It may be done all the same.</summary>
    private static readonly TimeSpan ActionPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Erases a message of this participant's own, for both: a tombstone stays in its place. <see cref="ChatError.Forbidden"/> when it is the
    /// partner's. Deleting it again changes nothing.
    /// </summary>
    public Task<ChatResult<MessageRecord>> DeleteAsync(Participant by, Guid messageId, CancellationToken ct) =>
        ActAsync(new DeleteMessage(by.ConversationId, messageId, by.Side), ct);

    private async Task<ChatResult<MessageRecord>> ActAsync(MessageAction action, CancellationToken ct)
    {
        try
        {
            var outcome = await writer.ActAsync(action).WaitAsync(ActionPatience, time, ct);
            return outcome.Message is { } message ? message : ToError(outcome.Refusal);
        }
        catch (Exception e) when (e is TimeoutException or StoreUnavailableException)
        {
            return ChatError.Unavailable;
        }
    }

    private static ChatError ToError(ActionRefusal? refusal) => refusal switch
    {
        ActionRefusal.NotTheirs => ChatError.Forbidden,
        ActionRefusal.Ended => ChatError.Ended,
        _ => ChatError.NotFound,
    };
}
