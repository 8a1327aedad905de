using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Conversations;

/// <summary>
/// Pages of history by time, tombstones left out. No index is on <c>sent_at</c>: it rises strictly with the dense <c>seq</c>, so its place
/// is found by bisection, a probe of the index of places each step.
/// </summary>
internal static class SentAtPages
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    // "deleted_at IS NULL" is taken for rare where the table was never analysed: then all of the conversation was read and sorted.

    /// <summary>The newest messages, newest first.</summary>
    public static IQueryable<MessageRecord> Newest(ChatDbContext db, Guid conversationId, int limit) => db.Messages
        .FromSql($"""
            SELECT * FROM partner_messages m
            WHERE m.conversation_id = {conversationId} AND num_nulls(m.deleted_at) <> 0
            ORDER BY m.seq DESC
            LIMIT {limit}
            """)
        .OrderByDescending(m => m.Seq)
        .Select(MessageRecord.FromEntity);

    // Always: lo was sent before that time, or is 0; hi was not, or is beyond the end. Where a message were missing the halving would end
    // early, and the walk from there leaves out by time what is too much.

    /// <summary>The newest messages sent before a time, newest first.</summary>
    public static IQueryable<MessageRecord> Before(ChatDbContext db, Guid conversationId, DateTimeOffset before, int limit) => db.Messages
        .FromSql($"""
            WITH RECURSIVE place AS (
                SELECT c.id, {Ceiling(before)}::timestamptz AS at, 0::bigint AS lo, c.last_seq + 1 AS hi FROM partner_conversations c WHERE c.id = {conversationId}
                UNION ALL
                SELECT p.id, p.at, CASE WHEN m.sent_at < p.at THEN m.seq ELSE p.lo END, CASE WHEN m.sent_at < p.at THEN p.hi ELSE m.seq END
                FROM place p
                CROSS JOIN LATERAL (
                    SELECT m.seq, m.sent_at FROM partner_messages m WHERE m.conversation_id = p.id AND m.seq = (p.lo + p.hi) / 2 LIMIT 1) m
                WHERE p.hi - p.lo > 1)
            SELECT m.*
            FROM (SELECT id, at, min(hi) AS hi FROM place GROUP BY id, at) p
            CROSS JOIN LATERAL (
                SELECT * FROM partner_messages m
                WHERE m.conversation_id = p.id AND m.seq < p.hi AND m.sent_at < p.at AND num_nulls(m.deleted_at) <> 0
                ORDER BY m.seq DESC
                LIMIT {limit}) m
            """)
        .OrderByDescending(m => m.Seq)
        .Select(MessageRecord.FromEntity);

    /// <summary>The oldest messages sent after a time, oldest first.</summary>
    public static IQueryable<MessageRecord> After(ChatDbContext db, Guid conversationId, DateTimeOffset after, int limit) => db.Messages
        .FromSql($"""
            WITH RECURSIVE place AS (
                SELECT c.id, {Floor(after)}::timestamptz AS at, 0::bigint AS lo, c.last_seq + 1 AS hi FROM partner_conversations c WHERE c.id = {conversationId}
                UNION ALL
                SELECT p.id, p.at, CASE WHEN m.sent_at > p.at THEN p.lo ELSE m.seq END, CASE WHEN m.sent_at > p.at THEN m.seq ELSE p.hi END
                FROM place p
                CROSS JOIN LATERAL (
                    SELECT m.seq, m.sent_at FROM partner_messages m WHERE m.conversation_id = p.id AND m.seq = (p.lo + p.hi) / 2 LIMIT 1) m
                WHERE p.hi - p.lo > 1)
            SELECT m.*
            FROM (SELECT id, at, max(lo) AS lo FROM place GROUP BY id, at) p
            CROSS JOIN LATERAL (
                SELECT * FROM partner_messages m
                WHERE m.conversation_id = p.id AND m.seq > p.lo AND m.sent_at > p.at AND num_nulls(m.deleted_at) <> 0
                ORDER BY m.seq
                LIMIT {limit}) m
            """)
        .OrderBy(m => m.Seq)
        .Select(MessageRecord.FromEntity);

    // The database counts microseconds and the driver cuts what is finer: what was sent in the microsecond of a finer time was sent before it.
    private static DateTimeOffset Ceiling(DateTimeOffset time)
    {
        var floor = Floor(time);
        return floor == time || DateTimeOffset.MaxValue.UtcTicks - floor.UtcTicks < TicksPerMicrosecond ? floor : floor.AddTicks(TicksPerMicrosecond);
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TicksPerMicrosecond, TimeSpan.Zero);
}
