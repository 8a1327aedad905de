namespace PartnerChat.Data.Conversations;

/// <summary>
/// The pages of a conversation by time and by cursor; $1 is the conversation. They are planned once a connection, maybe on empty tables: see
/// <see cref="ChatDataSources.Pages"/>. No index is on <c>sent_at</c>: it rises strictly with the dense <c>seq</c>, so its place is found by bisection, a probe of
/// the index of places each step.
/// </summary>
internal static class MessagePageSql
{
    // "deleted_at IS NULL" is taken for rare where the table was never analysed: then all of the conversation was read and sorted.

    /// <summary>The newest messages, newest first. $2: how many.</summary>
    public const string Newest = $"""
        SELECT {MessageRow.Columns}
        FROM partner_messages m
        WHERE m.conversation_id = $1 AND num_nulls(m.deleted_at) <> 0
        ORDER BY m.seq DESC
        LIMIT $2
        """;

    // Always: lo was sent before that time, $3, or is 0; hi was not, or is beyond the end. The halving ends early, or where a message were missing: the walk from there
    // leaves out by time what is too much, and a row more on it costs a tenth of a step.
    private const string Place = """
        WITH RECURSIVE place AS (
            SELECT 0::bigint AS lo, c.last_seq + 1 AS hi FROM partner_conversations c WHERE c.id = $1
            UNION ALL
            SELECT CASE WHEN m.sent_at < $3 THEN m.seq ELSE p.lo END, CASE WHEN m.sent_at < $3 THEN p.hi ELSE m.seq END
            FROM place p
            CROSS JOIN LATERAL (SELECT m.seq, m.sent_at FROM partner_messages m WHERE m.conversation_id = $1 AND m.seq = (p.lo + p.hi) / 2 LIMIT 1) m
            WHERE p.hi - p.lo > 32)
        """;

    /// <summary>The newest messages sent before a time, $3, newest first. $2: how many.</summary>
    public const string Before = $"""
        {Place}
        SELECT {MessageRow.Columns}
        FROM partner_messages m
        WHERE m.conversation_id = $1 AND m.seq < (SELECT min(hi) FROM place) AND m.sent_at < $3 AND num_nulls(m.deleted_at) <> 0
        ORDER BY m.seq DESC
        LIMIT $2
        """;

    /// <summary>The oldest messages sent after a time, $3, oldest first. $2: how many.</summary>
    public const string After = $"""
        {Place}
        SELECT {MessageRow.Columns}
        FROM partner_messages m
        WHERE m.conversation_id = $1 AND m.seq > (SELECT max(lo) FROM place) AND m.sent_at > $3 AND num_nulls(m.deleted_at) <> 0
        ORDER BY m.seq
        LIMIT $2
        """;

    // LATERAL with a LIMIT keeps it a walk along the log's key with one probe a row; as a plain join it was planned as a scan.

    /// <summary>A page of a catch-up, by rising number. $2: how many. $3 to $5: see <see cref="CatchUp"/>.</summary>
    public const string Changes = $"""
        SELECT {MessageRow.Columns}
        FROM message_changes c
        CROSS JOIN LATERAL (
            SELECT * FROM partner_messages p WHERE p.conversation_id = c.conversation_id AND p.seq = c.seq LIMIT 1) m
        WHERE c.conversation_id = $1 AND c.change_seq > $3
          AND (c.made OR (m.change_seq = c.change_seq AND m.first_change_seq <= $3 AND (m.first_change_seq <= $4 OR c.change_seq > $5)))
        ORDER BY c.change_seq
        LIMIT $2
        """;
}
