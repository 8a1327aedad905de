using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>A dense run of messages somewhere in the conversation, oldest first.</summary>
public sealed record HistoryStretch(IReadOnlyList<MessageRecord> Messages, bool HasOlder, bool HasNewer);

/// <summary>The conversation's history: pages by place or time, and the places of messages and days.</summary>
public sealed partial class ChatService
{
    /// <summary>A page of history before a place (a seq, exclusive; null for the end), tombstones and notices included.</summary>
    public Task<ChatResult<MessagePage>> GetPageBeforeAsync(Participant by, long? before, int limit, CancellationToken ct) =>
        ReadAsync<MessagePage>(async () => await GetPageBeforeWithNoticesAsync(by, before, limit, ct));

    /// <summary>The newest messages sent before a time (exclusive; null for the end), without tombstones.</summary>
    public Task<ChatResult<MessagePage>> GetSentBeforeAsync(Participant by, DateTimeOffset? before, int limit, CancellationToken ct) =>
        ReadAsync<MessagePage>(async () => Seen(by, await pages.GetSentBeforeAsync(by.ConversationId, before, limit, ct)));

    /// <summary>The oldest messages sent after a time (exclusive), without tombstones.</summary>
    public Task<ChatResult<MessagePage>> GetSentAfterAsync(Participant by, DateTimeOffset after, int limit, CancellationToken ct) =>
        ReadAsync<MessagePage>(async () => Seen(by, await pages.GetSentAfterAsync(by.ConversationId, after, limit, ct)));

    /// <summary>The newest messages sent before a time, as above, in a conversation that this user names, and may read.</summary>
    public Task<ChatResult<VisitedPage<MessagePage>>> VisitSentBeforeAsync(Guid userId, Guid conversationId, DateTimeOffset? before, int limit, CancellationToken ct) =>
        VisitPageAsync(() => pages.VisitSentBeforeAsync(userId, conversationId, before, limit, ct), Seen);

    /// <summary>The oldest messages sent after a time, as above, in a conversation that this user names, and may read.</summary>
    public Task<ChatResult<VisitedPage<MessagePage>>> VisitSentAfterAsync(Guid userId, Guid conversationId, DateTimeOffset after, int limit, CancellationToken ct) =>
        VisitPageAsync(() => pages.VisitSentAfterAsync(userId, conversationId, after, limit, ct), Seen);

    /// <summary>A page of history from a place on (a seq, inclusive), tombstones included.</summary>
    public Task<ChatResult<MessagePage>> GetPageFromAsync(Participant by, long from, int limit, CancellationToken ct) =>
        ReadAsync<MessagePage>(async () => Seen(by, await messages.GetPageFromAsync(by.ConversationId, from, limit, ct)));

    /// <summary>A run around a place (a seq): up to <paramref name="before"/> messages before it, and from it on what makes <paramref name="limit"/> full.</summary>
    public async Task<ChatResult<HistoryStretch>> GetAroundAsync(Participant by, long place, int before, int limit, CancellationToken ct)
    {
        var from = await GetPageFromAsync(by, place, limit - before, ct);
        if (from.Value is not { } newer) return from.Error!.Value;
        // Near the end there are fewer from it on: then more of what is before.
        var until = await GetPageBeforeAsync(by, place, limit - newer.Messages.Count, ct);
        return until.Value is { } older ? new HistoryStretch([.. older.Messages, .. newer.Messages], older.HasMore, newer.HasMore) : until.Error!.Value;
    }

    /// <summary>The place (a seq) of a message of theirs. <see cref="ChatError.NotFound"/> when the conversation has no such message.</summary>
    public async Task<ChatResult<MessageRecord>> FindMessageAsync(Participant by, Guid messageId, CancellationToken ct)
    {
        var found = await FindMessageAsync(messageId, ct);
        return found.Value is not { } message ? found : message.ConversationId == by.ConversationId ? Seen(by, message) : ChatError.NotFound;
    }

    /// <summary>What the partner sent within a range of places. <see cref="ChatError.NotFound"/> when that is nothing.</summary>
    /// <param name="after">A seq, exclusive.</param>
    /// <param name="upTo">A seq, inclusive.</param>
    public Task<ChatResult<SentRange>> FindPartnersAsync(Participant by, long after, long upTo, CancellationToken ct) =>
        ReadAsync(() => messages.FindSentRangeAsync(by.ConversationId, by.Side.Other(), after, upTo, ct));
}
