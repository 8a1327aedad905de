using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>What a partner does to a message that is there. The store judges it, under the conversation's lock.</summary>
public sealed partial class ChatService
{
    /// <summary>How long a message may be edited. The database judges it; this tells where asking is in vain.</summary>
    private static readonly TimeSpan EditSpan = TimeSpan.FromHours(24);

    /// <summary>How long a change waits for the database before its sender is told that it is away. It may be done all the same.</summary>
    private static readonly TimeSpan ActionPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Erases a message of this participant's own, for both: a tombstone stays in its place. <see cref="ChatError.Forbidden"/> when it is the
    /// partner's. Deleting it again changes nothing.
    /// </summary>
    public Task<ChatResult<MessageRecord>> DeleteAsync(Participant by, Guid messageId, CancellationToken ct) =>
        ActAsync(by, new DeleteMessage(by.ConversationId, messageId, by.Side), ct);

    /// <summary>
    /// Takes back what this participant sent under that client id: the same deletion. <see cref="ChatError.NotFound"/> when nothing of that id
    /// is stored. Within <see cref="MessageRecord.TakeBackSpan"/> it leaves no tombstone.
    /// </summary>
    public async Task<ChatResult<MessageRecord>> TakeBackAsync(Participant by, Guid clientMessageId, CancellationToken ct)
    {
        var stored = await ReadAsync(() => messages.FindSentAsync(by.ConversationId, by.Side, clientMessageId, ct));
        return stored.Value is { } message ? await DeleteAsync(by, message.Id, ct) : stored;
    }

    /// <summary>This participant's last message that may still be edited, as far as a page back. <see cref="ChatError.NotFound"/> when there is none.</summary>
    public async Task<ChatResult<MessageRecord>> FindEditableAsync(Participant by, CancellationToken ct)
    {
        var page = await GetPageBeforeAsync(by, null, PageSize, ct);
        if (page.Value is not { } newest) return page.Error!.Value;
        var earliest = time.GetUtcNow() - EditSpan;
        return newest.Messages.LastOrDefault(m => m.SenderId == by.Side && m.DeletedAt is null && m.SentAt > earliest) is { } last ? last : ChatError.NotFound;
    }

    /// <summary>
    /// Changes the text of a message of this participant's own, within 24 h; the earlier one is kept for both to see. <see cref="ChatError.Forbidden"/> when it
    /// is the partner's, <see cref="ChatError.TooLate"/> after that time, <see cref="ChatError.NotFound"/> when it is deleted. The same text changes nothing.
    /// </summary>
    public async Task<ChatResult<MessageRecord>> EditAsync(Participant by, Guid messageId, string content, CancellationToken ct) =>
        ContentRule.Check(content, out var trimmed) is { } fault ? fault : await ActAsync(by, new EditMessage(by.ConversationId, messageId, by.Side, trimmed), ct);

    /// <summary>What a message of theirs said before, oldest first. <see cref="ChatError.NotFound"/> when it is deleted.</summary>
    public async Task<ChatResult<IReadOnlyList<EarlierText>>> GetEditsAsync(Participant by, Guid messageId, CancellationToken ct)
    {
        var found = await FindMessageAsync(messageId, ct);
        if (found.Value is not { } message) return new ChatResult<IReadOnlyList<EarlierText>>(null, found.Error);
        if (message.ConversationId != by.ConversationId || message.DeletedAt is not null) return ChatError.NotFound;
        return await ReadAsync(async () => await edits.GetAsync(messageId, ct));
    }

    /// <summary>
    /// Puts an emoji on a message, either partner's, in place of the one that this participant had there. <see cref="ChatError.InvalidEmoji"/> when it is
    /// none, <see cref="ChatError.NotFound"/> when the message is deleted. The same again changes nothing.
    /// </summary>
    public Task<ChatResult<MessageRecord>> PutReactionAsync(Participant by, Guid messageId, string emoji, CancellationToken ct) =>
        ReactAsync(by, emoji, () => new PutReaction(by.ConversationId, messageId, by.Side, emoji), ct);

    /// <summary>Takes this participant's emoji off a message, if it is that one; else as above. What is not there changes nothing.</summary>
    public Task<ChatResult<MessageRecord>> RemoveReactionAsync(Participant by, Guid messageId, string emoji, CancellationToken ct) =>
        ReactAsync(by, emoji, () => new RemoveReaction(by.ConversationId, messageId, by.Side, emoji), ct);

    private async Task<ChatResult<MessageRecord>> ReactAsync(Participant by, string emoji, Func<MessageAction> action, CancellationToken ct) =>
        EmojiRule.IsEmoji(emoji) ? await ActAsync(by, action(), ct) : ChatError.InvalidEmoji;

    private async Task<ChatResult<MessageRecord>> ActAsync(Participant by, MessageAction action, CancellationToken ct)
    {
        try
        {
            var outcome = await writer.ActAsync(action).WaitAsync(ActionPatience, time, ct);
            return outcome.Message is { } message ? Seen(by, message) : ToError(outcome.Refusal);
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
        ActionRefusal.TooLate => ChatError.TooLate,
        _ => ChatError.NotFound,
    };
}
