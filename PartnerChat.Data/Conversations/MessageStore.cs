using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>Reads messages: pages of history by place or time, changes by cursor. It checks no access; its callers have.</summary>
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

    /// <summary>The newest <paramref name="limit"/> messages sent before a time, tombstones left out.</summary>
    /// <param name="before">Exclusive; null for the end of the conversation.</param>
    public async Task<MessagePage> GetSentBeforeAsync(Guid conversationId, DateTimeOffset? before, int limit, CancellationToken ct)
    {
        CheckLimit(limit);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var page = before is { } time ? SentAtPages.Before(db, conversationId, time, limit + 1) : SentAtPages.Newest(db, conversationId, limit + 1);
        var rows = await page.ToListAsync(ct);
        var hasMore = rows.Count > limit;
        if (hasMore) rows.RemoveAt(limit);
        rows.Reverse();
        return new MessagePage(rows, hasMore);
    }

    /// <summary>The oldest <paramref name="limit"/> messages sent after a time, tombstones left out.</summary>
    /// <param name="after">Exclusive.</param>
    public async Task<MessagePage> GetSentAfterAsync(Guid conversationId, DateTimeOffset after, int limit, CancellationToken ct)
    {
        CheckLimit(limit);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await SentAtPages.After(db, conversationId, after, limit + 1).ToListAsync(ct);
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

    /// <summary>
    /// What changed after a cursor. A message made since stands at its making, once, as it is now; an older one stands at its last
    /// change. A reader that stops in between goes on from the page's cursor.
    /// </summary>
    public Task<ChangePage> GetChangesAsync(Guid conversationId, long after, int limit, CancellationToken ct) =>
        GetChangesAsync(conversationId, new CatchUp(after, after, after), limit, ct);

    /// <summary>The next page of a catch-up. After the last one the reader has everything up to its cursor.</summary>
    public async Task<ChangePage> GetChangesAsync(Guid conversationId, CatchUp from, int limit, CancellationToken ct)
    {
        CheckLimit(limit);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await Changes(db, conversationId, from, limit + 1).ToListAsync(ct);
        var changes = rows.ConvertAll(m => m.FirstChangeSeq > from.After
            ? new ChangedMessage(m.FirstChangeSeq, true, m)
            : new ChangedMessage(m.ChangeSeq, false, m));
        changes.Sort((x, y) => x.Cursor.CompareTo(y.Cursor));
        var hasMore = changes.Count > limit;
        if (hasMore) changes.RemoveAt(limit);
        var last = changes.Count == 0 ? from.After : changes[^1].Cursor;
        return new ChangePage(changes, hasMore, hasMore ? last : Math.Max(last, from.AsOf));
    }

    // LATERAL with a LIMIT keeps it a walk along the log's key with one probe a row; as a plain join it was planned as a scan.
    internal static IQueryable<MessageRecord> Changes(ChatDbContext db, Guid conversationId, CatchUp from, int limit) => db.Messages
        .FromSql($"""
            SELECT m.*
            FROM message_changes c
            CROSS JOIN LATERAL (
                SELECT * FROM partner_messages p WHERE p.conversation_id = c.conversation_id AND p.seq = c.seq LIMIT 1) m
            WHERE c.conversation_id = {conversationId} AND c.change_seq > {from.After}
              AND (c.made OR (m.change_seq = c.change_seq AND m.first_change_seq <= {from.After}
                AND (m.first_change_seq <= {from.Since} OR c.change_seq > {from.AsOf})))
            ORDER BY c.change_seq
            LIMIT {limit}
            """)
        .Select(MessageRecord.FromEntity);

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPageSize);
    }
}
