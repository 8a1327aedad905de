using Npgsql;

namespace PartnerChat.Data.Conversations;

/// <summary>What a user reads in a conversation, and their place in it, from before it was read.</summary>
public sealed record Visited<T>(Membership Membership, T Page);

/// <summary>
/// Reads pages of history by time, and changes by cursor, in one round trip each. Whoever asks for a conversation alone has checked the access; whoever names a
/// user too gets nothing where they may not read.
/// </summary>
public sealed class MessagePageStore(ChatDataSources sources, TimeProvider time)
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>The newest <paramref name="limit"/> messages sent before a time, tombstones left out.</summary>
    /// <param name="before">Exclusive; null for the end of the conversation.</param>
    public async Task<MessagePage> GetSentBeforeAsync(Guid conversationId, DateTimeOffset? before, int limit, CancellationToken ct) =>
        ToPageBefore(await ReadAsync(SentBefore(conversationId, before, limit), ct), limit);

    /// <summary>The same for that user; null if the conversation is none that they may read.</summary>
    public async Task<Visited<MessagePage>?> VisitSentBeforeAsync(Guid userId, Guid conversationId, DateTimeOffset? before, int limit, CancellationToken ct) =>
        await VisitAsync(userId, conversationId, SentBefore(conversationId, before, limit), ct) is { } found ? new(found.Membership, ToPageBefore(found.Page, limit)) : null;

    /// <summary>The oldest <paramref name="limit"/> messages sent after a time, tombstones left out.</summary>
    /// <param name="after">Exclusive.</param>
    public async Task<MessagePage> GetSentAfterAsync(Guid conversationId, DateTimeOffset after, int limit, CancellationToken ct) =>
        ToPageAfter(await ReadAsync(SentAfter(conversationId, after, limit), ct), limit);

    /// <summary>The same for that user; null if the conversation is none that they may read.</summary>
    public async Task<Visited<MessagePage>?> VisitSentAfterAsync(Guid userId, Guid conversationId, DateTimeOffset after, int limit, CancellationToken ct) =>
        await VisitAsync(userId, conversationId, SentAfter(conversationId, after, limit), ct) is { } found ? new(found.Membership, ToPageAfter(found.Page, limit)) : null;

    /// <summary>
    /// What changed after a cursor. A message made since stands at its making, once, as it is now; an older one stands at its last
    /// change. A reader that stops in between goes on from the page's cursor.
    /// </summary>
    public Task<ChangePage> GetChangesAsync(Guid conversationId, long after, int limit, CancellationToken ct) =>
        GetChangesAsync(conversationId, new CatchUp(after, after, after), limit, ct);

    /// <summary>The next page of a catch-up. After the last one the reader has everything up to its cursor.</summary>
    public async Task<ChangePage> GetChangesAsync(Guid conversationId, CatchUp from, int limit, CancellationToken ct) =>
        ToPage(await ReadAsync(Changes(conversationId, from, limit), ct), from, limit);

    /// <summary>What changed after a cursor for that user, who has everything up to their place once there is no more; null if they may not read the conversation.</summary>
    public async Task<Visited<ChangePage>?> VisitChangesAsync(Guid userId, Guid conversationId, long after, int limit, CancellationToken ct)
    {
        // What they come with is what they have read, so nothing of an earlier page may have changed.
        var asked = new CatchUp(after, after, after);
        return await VisitAsync(userId, conversationId, Changes(conversationId, asked, limit), ct) is { } found
            ? new(found.Membership, ToPage(found.Page, asked with { AsOf = found.Membership.Cursor }, limit))
            : null;
    }

    private async Task<List<MessageRecord>> ReadAsync(NpgsqlBatchCommand page, CancellationToken ct)
    {
        await using var connection = await sources.Pages.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { page } };
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await ToListAsync(reader, ct);
    }

    // The place is read first: the page holds all that its cursor counts.
    private async Task<Visited<List<MessageRecord>>?> VisitAsync(Guid userId, Guid conversationId, NpgsqlBatchCommand page, CancellationToken ct)
    {
        await using var connection = await sources.Pages.OpenConnectionAsync(ct);
        var place = MembershipSql.Command(userId, conversationId, ConversationStore.OldestReadable(time));
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { place, page } };
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        var membership = MembershipSql.ToMembership(reader, userId, conversationId);
        await reader.NextResultAsync(ct);
        return new Visited<List<MessageRecord>>(membership, await ToListAsync(reader, ct));
    }

    private static async Task<List<MessageRecord>> ToListAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var rows = new List<MessageRecord>();
        while (await reader.ReadAsync(ct)) rows.Add(MessageRow.ToRecord(reader));
        return rows;
    }

    private static MessagePage ToPageBefore(List<MessageRecord> newestFirst, int limit)
    {
        var hasMore = newestFirst.Count > limit;
        if (hasMore) newestFirst.RemoveAt(limit);
        newestFirst.Reverse();
        return new MessagePage(newestFirst, hasMore);
    }

    private static MessagePage ToPageAfter(List<MessageRecord> oldestFirst, int limit)
    {
        var hasMore = oldestFirst.Count > limit;
        if (hasMore) oldestFirst.RemoveAt(limit);
        return new MessagePage(oldestFirst, hasMore);
    }

    private static ChangePage ToPage(List<MessageRecord> rows, CatchUp from, int limit)
    {
        var changes = rows.ConvertAll(m => m.FirstChangeSeq > from.After
            ? new ChangedMessage(m.FirstChangeSeq, true, m)
            : new ChangedMessage(m.ChangeSeq, false, m));
        changes.Sort((x, y) => x.Cursor.CompareTo(y.Cursor));
        var hasMore = changes.Count > limit;
        if (hasMore) changes.RemoveAt(limit);
        var last = changes.Count == 0 ? from.After : changes[^1].Cursor;
        return new ChangePage(changes, hasMore, hasMore ? last : Math.Max(last, from.AsOf));
    }

    private static NpgsqlBatchCommand SentBefore(Guid conversationId, DateTimeOffset? before, int limit) =>
        before is { } at ? Page(MessagePageSql.Before, conversationId, limit, Sql.Value(Ceiling(at))) : Page(MessagePageSql.Newest, conversationId, limit);

    private static NpgsqlBatchCommand SentAfter(Guid conversationId, DateTimeOffset after, int limit) => Page(MessagePageSql.After, conversationId, limit, Sql.Value(Floor(after)));

    private static NpgsqlBatchCommand Changes(Guid conversationId, CatchUp from, int limit) =>
        Page(MessagePageSql.Changes, conversationId, limit, Sql.Value(from.After), Sql.Value(from.Since), Sql.Value(from.AsOf));

    // One more than the page has says whether there is more.
    private static NpgsqlBatchCommand Page(string sql, Guid conversationId, int limit, params ReadOnlySpan<NpgsqlParameter> more)
    {
        MessageStore.CheckLimit(limit);
        var command = new NpgsqlBatchCommand(sql) { Parameters = { Sql.Value(conversationId), Sql.Value(limit + 1) } };
        foreach (var value in more) command.Parameters.Add(value);
        return command;
    }

    // The database counts microseconds and the driver cuts what is finer: what was sent in the microsecond of a finer time was sent before it.
    private static DateTimeOffset Ceiling(DateTimeOffset time)
    {
        var floor = Floor(time);
        return floor == time || DateTimeOffset.MaxValue.UtcTicks - floor.UtcTicks < TicksPerMicrosecond ? floor : floor.AddTicks(TicksPerMicrosecond);
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TicksPerMicrosecond, TimeSpan.Zero);
}
