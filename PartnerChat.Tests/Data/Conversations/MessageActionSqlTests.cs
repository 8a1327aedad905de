using PartnerChat.Data.Conversations;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>What is done to one message. A change here is a change of plan, and of what holds under concurrency.</summary>
public sealed class MessageActionSqlTests
{
    [Fact]
    public void Delete_Sql_IsPinned() => Assert.Equal("""
        WITH target AS MATERIALIZED (
            SELECT m.id, m.conversation_id, m.seq, m.sender_id, m.content, m.sent_at, m.edited_at, m.deleted_at, c.is_active, c.last_change_seq + 1 AS change_seq,
                m.sent_at = c.last_message_at AS is_newest, (SELECT clock_timestamp()) AS at
            FROM partner_messages m
            CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = m.conversation_id LIMIT 1) c
            WHERE m.id = $1 AND m.conversation_id IS NOT DISTINCT FROM $2),
        judged AS MATERIALIZED (
            SELECT *, CASE WHEN sender_id <> $3 THEN 'theirs' WHEN NOT is_active THEN 'ended' WHEN deleted_at IS NOT NULL THEN 'same' ELSE 'changed' END AS verdict
            FROM target),
        change AS MATERIALIZED (SELECT * FROM judged WHERE verdict = 'changed'),
        logged AS (
            INSERT INTO message_changes (conversation_id, change_seq, seq, made)
            SELECT conversation_id, change_seq, seq, false FROM change),
        unindexed AS (DELETE FROM message_search_blocks b WHERE b.conversation_id = $2 AND b.number = (SELECT (t.seq - 1) / 512 FROM change t)),
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
                last_change_seq = t.change_seq,
                last_active_on = greatest(c.last_active_on, (t.at AT TIME ZONE 'UTC')::date),
                updated_at = greatest(c.updated_at, t.at)
            FROM change t
            LEFT JOIN LATERAL (
                SELECT left(m.content, 100) AS preview, m.sent_at
                FROM partner_messages m
                WHERE t.is_newest AND m.conversation_id = t.conversation_id AND m.seq < t.seq AND num_nulls(m.deleted_at) <> 0
                ORDER BY m.seq DESC
                LIMIT 1) n ON true
            WHERE c.id = $2)
        SELECT verdict FROM judged
        """, MessageActionSql.Delete, ignoreLineEndingDifferences: true);

    [Fact]
    public void Edit_Sql_IsPinned() => Assert.Equal("""
        WITH target AS MATERIALIZED (
            SELECT m.id, m.conversation_id, m.seq, m.sender_id, m.content, m.sent_at, m.edited_at, m.deleted_at, c.is_active, c.last_change_seq + 1 AS change_seq,
                m.sent_at = c.last_message_at AS is_newest, (SELECT clock_timestamp()) AS at
            FROM partner_messages m
            CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = m.conversation_id LIMIT 1) c
            WHERE m.id = $1 AND m.conversation_id IS NOT DISTINCT FROM $2),
        judged AS MATERIALIZED (
            SELECT *, greatest(at, edited_at + interval '1 microsecond') AS replaced_at,
                CASE WHEN deleted_at IS NOT NULL THEN 'gone' WHEN sender_id <> $3 THEN 'theirs' WHEN NOT is_active THEN 'ended' WHEN content = $4 THEN 'same'
                    WHEN at > sent_at + interval '24 hours' THEN 'late' ELSE 'changed' END AS verdict
            FROM target),
        change AS MATERIALIZED (SELECT * FROM judged WHERE verdict = 'changed'),
        logged AS (
            INSERT INTO message_changes (conversation_id, change_seq, seq, made)
            SELECT conversation_id, change_seq, seq, false FROM change),
        unindexed AS (DELETE FROM message_search_blocks b WHERE b.conversation_id = $2 AND b.number = (SELECT (t.seq - 1) / 512 FROM change t)),
        kept AS (INSERT INTO message_edits (message_id, replaced_at, content) SELECT id, replaced_at, content FROM change),
        edited AS (
            UPDATE partner_messages m SET content = $4, edited_at = t.replaced_at, change_seq = t.change_seq FROM change t WHERE m.id = $1),
        counted AS (
            UPDATE partner_conversations c
            SET last_message_preview = CASE WHEN t.is_newest THEN left($4, 100) ELSE c.last_message_preview END,
                last_change_seq = t.change_seq,
                last_active_on = greatest(c.last_active_on, (t.at AT TIME ZONE 'UTC')::date),
                updated_at = greatest(c.updated_at, t.at)
            FROM change t WHERE c.id = $2)
        SELECT verdict FROM judged
        """, MessageActionSql.Edit, ignoreLineEndingDifferences: true);

    [Fact]
    public void React_Sql_IsPinned() => Assert.Equal("""
        WITH target AS MATERIALIZED (
            SELECT m.id, m.conversation_id, m.seq, m.sender_id, m.content, m.sent_at, m.edited_at, m.deleted_at, c.is_active, c.last_change_seq + 1 AS change_seq,
                m.sent_at = c.last_message_at AS is_newest, (SELECT clock_timestamp()) AS at
            FROM partner_messages m
            CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = m.conversation_id LIMIT 1) c
            WHERE m.id = $1 AND m.conversation_id IS NOT DISTINCT FROM $2),
        judged AS MATERIALIZED (
            SELECT t.*, CASE WHEN deleted_at IS NOT NULL THEN 'gone' WHEN NOT is_active THEN 'ended'
                WHEN $5 AND r.emoji = $4 OR NOT $5 AND r.emoji IS DISTINCT FROM $4 THEN 'same' ELSE 'changed' END AS verdict
            FROM target t
            LEFT JOIN LATERAL (SELECT emoji FROM message_reactions r WHERE r.message_id = t.id AND r.partner_id = $3 LIMIT 1) r ON true),
        change AS MATERIALIZED (SELECT * FROM judged WHERE verdict = 'changed'),
        logged AS (
            INSERT INTO message_changes (conversation_id, change_seq, seq, made)
            SELECT conversation_id, change_seq, seq, false FROM change),
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
            SET last_change_seq = t.change_seq,
                last_active_on = greatest(c.last_active_on, (t.at AT TIME ZONE 'UTC')::date),
                updated_at = greatest(c.updated_at, t.at)
            FROM change t WHERE c.id = $2)
        SELECT verdict FROM judged
        """, MessageActionSql.React, ignoreLineEndingDifferences: true);

    [Fact]
    public void Read_Sql_IsPinned() => Assert.Equal("""
        SELECT m.id, m.conversation_id, m.seq, m.first_change_seq, m.change_seq, m.sender_id, m.content, m.sent_at, m.delivered_at, m.read_at, m.client_message_id, m.reply_to_id,
            m.edited_at, m.deleted_at, m.sentiment_label, m.emotions, m.escalation_risk, m.luna_intervened, m.original_content, m.reactions FROM partner_messages m WHERE m.id = $1
        """, MessageActionSql.Read, ignoreLineEndingDifferences: true);
}
