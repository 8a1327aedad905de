namespace PartnerChat.Data.Conversations;

/// <summary>
/// What is done to one message: the statement of each action, after <see cref="MessageWriteSql.Lock"/> and before <see cref="Read"/>, the three sent together
/// and committed as one. It answers with a verdict, or with nothing where there is no such message.
/// </summary>
internal static class MessageActionSql
{
    public const string Changed = "changed";
    public const string Same = "same";
    public const string Gone = "gone";
    public const string Theirs = "theirs";
    public const string Ended = "ended";
    public const string Late = "late";

    /// <summary>The message as it is after the action.</summary>
    public const string Read = $"SELECT {MessageRow.Columns} FROM partner_messages m WHERE m.id = $1";

    // $1: the message. $2: the conversation that it has to be of. $3: whoever does it.
    // The plan is kept, and may be from when a table held nothing, or one row: then a conversation's index is as good as the message's, and the whole of another table
    // as good as a probe of it. IS NOT DISTINCT FROM is no condition of an index; and what is changed is named by $1 and $2, not by a join.
    private const string Target = """
        target AS MATERIALIZED (
            SELECT m.id, m.conversation_id, m.seq, m.sender_id, m.content, m.sent_at, m.edited_at, m.deleted_at, c.is_active, c.last_change_seq + 1 AS change_seq,
                m.sent_at = c.last_message_at AS is_newest, (SELECT clock_timestamp()) AS at
            FROM partner_messages m
            CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = m.conversation_id LIMIT 1) c
            WHERE m.id = $1 AND m.conversation_id IS NOT DISTINCT FROM $2)
        """;

    private const string Logged = """
        change AS MATERIALIZED (SELECT * FROM judged WHERE verdict = 'changed'),
        logged AS (
            INSERT INTO message_changes (conversation_id, change_seq, seq, made)
            SELECT conversation_id, change_seq, seq, false FROM change)
        """;

    private const string Counted = """
        last_change_seq = t.change_seq,
                last_active_on = greatest(c.last_active_on, (t.at AT TIME ZONE 'UTC')::date),
                updated_at = greatest(c.updated_at, t.at)
        """;

    // The block in which the text is searched: until it is made anew, the messages themselves are.
    private const string Unindexed = """
        unindexed AS (DELETE FROM message_search_blocks b WHERE b.conversation_id = $2 AND b.number = (SELECT (t.seq - 1) / 512 FROM change t)),
        """;

    // What was found in the text says something of it, and goes with it.
    public const string Delete = $"""
        WITH {Target},
        judged AS MATERIALIZED (
            SELECT *, CASE WHEN sender_id <> $3 THEN 'theirs' WHEN NOT is_active THEN 'ended' WHEN deleted_at IS NOT NULL THEN 'same' ELSE 'changed' END AS verdict
            FROM target),
        {Logged},
        {Unindexed}
        edits AS (DELETE FROM message_edits e USING change t WHERE e.message_id = $1),
        reactions AS (DELETE FROM message_reactions r USING change t WHERE r.message_id = $1),
        stars AS (DELETE FROM message_stars s USING change t WHERE s.message_id = $1),
        erased AS (
            UPDATE partner_messages m
            SET content = '', original_content = NULL, reactions = NULL, deleted_at = t.at, change_seq = t.change_seq, sentiment_score = NULL, sentiment_label = NULL,
                emotions = DEFAULT, detected_triggers = DEFAULT, escalation_risk = NULL, gottman_markers = DEFAULT, metadata = DEFAULT
            FROM change t WHERE m.id = $1),
        counted AS (
            UPDATE partner_conversations c
            SET message_count = c.message_count - 1,
                last_message_preview = CASE WHEN t.is_newest THEN n.preview ELSE c.last_message_preview END,
                last_message_at = CASE WHEN t.is_newest THEN n.sent_at ELSE c.last_message_at END,
                {Counted}
            FROM change t
            LEFT JOIN LATERAL (
                SELECT left(m.content, 100) AS preview, m.sent_at
                FROM partner_messages m
                WHERE t.is_newest AND m.conversation_id = t.conversation_id AND m.seq < t.seq AND num_nulls(m.deleted_at) <> 0
                ORDER BY m.seq DESC
                LIMIT 1) n ON true
            WHERE c.id = $2)
        SELECT verdict FROM judged
        """;

    // $4: the text. Two edits of one message never have one time, and the order of their times is theirs.
    public const string Edit = $"""
        WITH {Target},
        judged AS MATERIALIZED (
            SELECT *, greatest(at, edited_at + interval '1 microsecond') AS replaced_at,
                CASE WHEN deleted_at IS NOT NULL THEN 'gone' WHEN sender_id <> $3 THEN 'theirs' WHEN NOT is_active THEN 'ended' WHEN content = $4 THEN 'same'
                    WHEN at > sent_at + interval '24 hours' THEN 'late' ELSE 'changed' END AS verdict
            FROM target),
        {Logged},
        {Unindexed}
        kept AS (INSERT INTO message_edits (message_id, replaced_at, content) SELECT id, replaced_at, content FROM change),
        edited AS (
            UPDATE partner_messages m SET content = $4, edited_at = t.replaced_at, change_seq = t.change_seq FROM change t WHERE m.id = $1),
        counted AS (
            UPDATE partner_conversations c
            SET last_message_preview = CASE WHEN t.is_newest THEN left($4, 100) ELSE c.last_message_preview END,
                {Counted}
            FROM change t WHERE c.id = $2)
        SELECT verdict FROM judged
        """;

    // $4: the emoji. $5: whether it is put there or taken off. What is read with the message is a copy, made where the rows change.
    public const string React = $"""
        WITH {Target},
        judged AS MATERIALIZED (
            SELECT t.*, CASE WHEN deleted_at IS NOT NULL THEN 'gone' WHEN NOT is_active THEN 'ended'
                WHEN $5 AND r.emoji = $4 OR NOT $5 AND r.emoji IS DISTINCT FROM $4 THEN 'same' ELSE 'changed' END AS verdict
            FROM target t
            LEFT JOIN LATERAL (SELECT emoji FROM message_reactions r WHERE r.message_id = t.id AND r.partner_id = $3 LIMIT 1) r ON true),
        {Logged},
        put AS (
            INSERT INTO message_reactions (message_id, partner_id, emoji, at) SELECT id, $3, $4, at FROM change WHERE $5
            ON CONFLICT (message_id, partner_id) DO UPDATE SET emoji = excluded.emoji, at = excluded.at),
        removed AS (DELETE FROM message_reactions r USING change t WHERE NOT $5 AND r.message_id = $1 AND r.partner_id = $3),
        reacted AS (
            UPDATE partner_messages m
            SET change_seq = t.change_seq,
                reactions = (
                    SELECT jsonb_agg(jsonb_build_object('partner_id', x.partner_id, 'emoji', x.emoji, 'at', x.at) ORDER BY x.partner_id)
                    FROM (
                        SELECT $3 AS partner_id, $4 AS emoji, t.at AS at WHERE $5
                        UNION ALL
                        SELECT partner_id, emoji, at FROM message_reactions r WHERE r.message_id = $1 AND r.partner_id <> $3) x)
            FROM change t WHERE m.id = $1),
        counted AS (
            UPDATE partner_conversations c
            SET {Counted}
            FROM change t WHERE c.id = $2)
        SELECT verdict FROM judged
        """;
}
