using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Conversations;

/// <summary>
/// A conversation's copy of what its two let each other see, and the notices about it. Written under the conversation's row lock, so that it holds for a
/// message or receipt that is written before, or for one that is written after, and never for a half.
/// </summary>
internal static class ConversationSettling
{
    /// <summary>Takes the conversation's lock, for the transaction that is open.</summary>
    public static Task LockAsync(ChatDbContext db, Guid conversationId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT id FROM partner_conversations WHERE id = {conversationId} FOR NO KEY UPDATE", ct);

    /// <summary>
    /// Makes the copy say what the members' settings say. A member whose last notice says otherwise than their receipts are gets a new one: so it is
    /// right whatever came before, also for whoever brings a setting along. An ended conversation stays as it is.
    /// </summary>
    public static Task SettleAsync(ChatDbContext db, Guid conversationId, CancellationToken ct)
    {
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        return db.Database.ExecuteSqlAsync($"""
            WITH place AS (
                SELECT c.* FROM partner_conversations c WHERE c.id = {conversationId} AND c.is_active),
            member AS (
                SELECT m.side, coalesce(s.read_receipts, true) AS reads, coalesce(s.typing_indicator, true) AS types, coalesce(s.presence, true) AS is_seen,
                    coalesce((
                        SELECT n.kind = 'receipts_on' FROM notices n
                        WHERE n.conversation_id = p.id AND n.kind IN ('receipts_off', 'receipts_on') AND n.details ->> 'by' = m.side
                        ORDER BY n.at DESC LIMIT 1), true) AS told
                FROM place p
                JOIN relationship_members m ON m.relationship_id = p.relationship_id
                LEFT JOIN user_settings s ON s.user_id = m.user_id),
            shared AS (
                SELECT bool_and(reads) AS shows_read, bool_and(types) AS shows_typing, bool_and(is_seen) AS shows_presence FROM member),
            untold AS (
                SELECT side, reads, row_number() OVER (ORDER BY side) AS nth FROM member WHERE reads <> told),
            noticed AS (
                INSERT INTO notices (id, conversation_id, kind, at, details, fact_seq)
                SELECT ({ids})[u.nth], p.id, CASE WHEN u.reads THEN 'receipts_on' ELSE 'receipts_off' END,
                    greatest(clock_timestamp(), p.last_sent_at + interval '1 microsecond'),
                    jsonb_build_object('by', u.side, 'shown', s.shows_read), p.fact_seq + 1
                FROM untold u, place p, shared s)
            UPDATE partner_conversations c
            SET shows_read = s.shows_read, shows_typing = s.shows_typing, shows_presence = s.shows_presence, fact_seq = c.fact_seq + 1
            FROM place p, shared s
            WHERE c.id = p.id
              AND ((c.shows_read, c.shows_typing, c.shows_presence) IS DISTINCT FROM (s.shows_read, s.shows_typing, s.shows_presence)
                OR EXISTS (SELECT FROM untold))
            """, ct);
    }

    /// <summary>How often that member switched their receipts on since then.</summary>
    public static async Task<int> CountSwitchesOnAsync(ChatDbContext db, Guid conversationId, string side, DateTimeOffset since, CancellationToken ct) =>
        (await db.Database.SqlQuery<int>($"""
            SELECT count(*)::int AS "Value" FROM notices n
            WHERE n.conversation_id = {conversationId} AND n.at > {since} AND n.kind = 'receipts_on' AND n.details ->> 'by' = {side}
            """).ToListAsync(ct)).Single();
}
