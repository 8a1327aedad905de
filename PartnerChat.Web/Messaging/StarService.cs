using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>A partner's stars: theirs alone. Their sessions on this node are told; the other partner neither sees them nor is told.</summary>
public sealed partial class StarService(ChatService chat, MessageStarStore stars, ConversationEventBus bus, ILogger<StarService> logger)
{
    /// <summary>
    /// Puts a star on a message of theirs, either partner's. <see cref="ChatError.NotFound"/> when it is not there or deleted,
    /// <see cref="ChatError.Ended"/> after the end. The same again changes nothing.
    /// </summary>
    public Task<ChatResult<MessageRecord>> AddAsync(Participant by, Guid messageId, CancellationToken ct) =>
        ChangeAsync(by, messageId, isStarred: true, ct);

    /// <summary>Takes the star off; else as above. What is not there changes nothing.</summary>
    public Task<ChatResult<MessageRecord>> RemoveAsync(Participant by, Guid messageId, CancellationToken ct) =>
        ChangeAsync(by, messageId, isStarred: false, ct);

    private async Task<ChatResult<MessageRecord>> ChangeAsync(Participant by, Guid messageId, bool isStarred, CancellationToken ct)
    {
        var found = await chat.FindMessageAsync(messageId, ct);
        if (found.Value is not { } message) return found;
        if (message.ConversationId != by.ConversationId) return ChatError.NotFound;
        try
        {
            var change = isStarred ? stars.AddAsync(by.ConversationId, messageId, by.Side, ct) : stars.RemoveAsync(by.ConversationId, messageId, by.Side, ct);
            if (await change is { } refusal) return refusal == ActionRefusal.Ended ? ChatError.Ended : ChatError.NotFound;
            bus.Publish(new StarChanged(by.ConversationId, by.Side, messageId, isStarred));
            return chat.Seen(by, message);
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            LogAway(e.GetType().Name);
            return ChatError.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer about a star: {Fault}")]
    private partial void LogAway(string fault);
}
