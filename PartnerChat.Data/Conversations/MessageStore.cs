using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>Reads messages: pages of history by place, and single ones. It checks no access; its callers have.</summary>
public sealed class MessageStore(IDbContextFactory<ChatDbContext> contexts)
{
    public const int MaxPageSize = 500;

    /// <summary>The newest <paramref name="limit"/> messages before a place, tombstones included.</summary>
    /// <param name="before">A seq, exclusive; null for the end of the conversation.</param>
    public async Task<MessagePage> GetPageBeforeAsync(Guid conversationId, long? before, int limit, CancellationToken ct)
    {
        CheckLimit(limit);
        before ??= long.MaxValue;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Messages
            .Where(m => m.ConversationId == conversationId && m.Seq < before)
            .OrderByDescending(m => m.Seq)
            .Take(limit + 1)
            .Select(MessageRecord.FromEntity)
            .ToListAsync(ct);
        var hasMore = rows.Count > limit;
        if (hasMore) rows.RemoveAt(limit);
        rows.Reverse();
        return new MessagePage(rows, hasMore);
    }

    /// <summary>The oldest <paramref name="limit"/> messages from a place on, tombstones included.</summary>
    /// <param name="from">A seq, inclusive.</param>
    public async Task<MessagePage> GetPageFromAsync(Guid conversationId, long from, int limit, CancellationToken ct)
    {
        CheckLimit(limit);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Messages
            .Where(m => m.ConversationId == conversationId && m.Seq >= from)
            .OrderBy(m => m.Seq)
            .Take(limit + 1)
            .Select(MessageRecord.FromEntity)
            .ToListAsync(ct);
        var hasMore = rows.Count > limit;
        if (hasMore) rows.RemoveAt(limit);
        return new MessagePage(rows, hasMore);
    }

    /// <summary>Which messages of that sender stand in a range of places, without tombstones: the first and how many. Null when there is none.</summary>
    /// <param name="after">A seq, exclusive.</param>
    /// <param name="upTo">A seq, inclusive.</param>
    public async Task<SentRange?> FindSentRangeAsync(Guid conversationId, PartnerSide sender, long after, long upTo, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Messages
            .Where(m => m.ConversationId == conversationId && m.Seq > after && m.Seq <= upTo && m.SenderId == sender && m.DeletedAt == null)
            .GroupBy(m => m.ConversationId)
            .Select(g => new SentRange(g.Min(m => m.Seq), g.Count()))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Those of the messages that there are.</summary>
    public async Task<IReadOnlyList<MessageRecord>> GetByIdsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Messages.Where(m => ids.Contains(m.Id)).Select(MessageRecord.FromEntity).ToListAsync(ct);
    }

    /// <summary>The message of that client id, or null.</summary>
    public async Task<MessageRecord?> FindSentAsync(Guid conversationId, PartnerSide sender, Guid clientMessageId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Messages
            .Where(m => m.ClientMessageId == clientMessageId && m.ConversationId == conversationId && m.SenderId == sender)
            .Select(MessageRecord.FromEntity)
            .SingleOrDefaultAsync(ct);
    }

    internal static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPageSize);
    }
}
