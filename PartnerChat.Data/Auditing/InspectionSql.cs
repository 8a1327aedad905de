namespace PartnerChat.Data.Auditing;

/// <summary>Reading a page of an inspection: the lock, then the one statement that writes down that it is read, tells the two, and reads it.</summary>
internal static class InspectionSql
{
    public const string Open = "open";
    public const string Over = "over";
    public const string NotAdmin = "not_admin";

    /// <summary>$1: the inspection. The conversation's row, as every writer of it takes it.</summary>
    public const string Lock =
        "SELECT c.id FROM partner_conversations c WHERE c.id = (SELECT e.target_id FROM audit_entries e WHERE e.id = $1) FOR NO KEY UPDATE";

    /// <summary>The name by which the two read who looked: what they are called in a relationship of their own, else what stands before the @ of their address.</summary>
    public const string AdminName = """
        coalesce(
            (SELECT m.display_name FROM relationship_members m WHERE m.user_id = u.id AND m.left_at IS NULL LIMIT 1),
            nullif(split_part(u.email, '@', 1), ''), 'admin')
        """;

    /// <summary>
    /// $1: the inspection. $2: who asks. $3: from where. $4: the time. $5: the entry's id. $6: the page. $7: messages a page. $8: how long an inspection is open.
    /// No row of a message is read but beside the row that was written.
    /// </summary>
    public const string Read = $"""
        WITH look AS MATERIALIZED (
            SELECT e.id, e.target_id, r.reason, c.last_sent_at, c.fact_seq, clock_timestamp() AS now,
                (SELECT {AdminName} FROM users u WHERE u.id = $2) AS name,
                s.last_seq - $6 * $7 + $7 AS last_seq, greatest(s.last_seq - $6 * $7 + 1, 1) AS first_seq,
                CASE
                    WHEN NOT EXISTS (
                        SELECT FROM users u JOIN user_roles h ON h.user_id = u.id JOIN roles o ON o.id = h.role_id
                        WHERE u.id = $2 AND u.deleted_at IS NULL AND o.normalized_name = 'ADMIN' AND u.locked_at IS NULL) THEN '{NotAdmin}'
                    WHEN e.at > $4 OR e.at + $8 <= $4 THEN '{Over}'
                    WHEN c.id IS NULL OR r.reason IS NULL OR $6 < 1 OR ($6 > 1 AND s.last_seq <= ($6 - 1) * $7) THEN 'gone'
                    ELSE '{Open}'
                END AS verdict
            FROM audit_entries e
            CROSS JOIN LATERAL (SELECT (e.details ->> 'last_seq')::bigint AS last_seq) s
            LEFT JOIN audit_reasons r ON r.audit_entry_id = e.id
            LEFT JOIN partner_conversations c ON c.id = e.target_id
            WHERE e.id = $1 AND e.actor_id = $2 AND e.action = '{AuditActions.ConversationInspected}'),
        written AS (
            INSERT INTO audit_entries (id, at, actor_id, action, target_type, target_id, address, details)
            SELECT $5, $4, $2, '{AuditActions.ConversationRead}', 'conversation', l.target_id, $3,
                jsonb_build_object('inspection', l.id, 'page', $6, 'first_seq', l.first_seq, 'last_seq', l.last_seq)
            FROM look l WHERE l.verdict = '{Open}'
            RETURNING id, target_id),
        told AS (
            INSERT INTO notices AS n (id, conversation_id, kind, at, details, fact_seq)
            SELECT l.id, l.target_id, 'inspected', greatest(l.now, l.last_sent_at + interval '1 microsecond'),
                jsonb_build_object('name', l.name, 'reason', l.reason, 'to', l.now, 'pages', jsonb_build_array($6)), l.fact_seq + 1
            FROM look l JOIN written w ON w.target_id = l.target_id
            ON CONFLICT (id) DO UPDATE SET
                fact_seq = excluded.fact_seq,
                details = n.details || jsonb_build_object('to', excluded.details -> 'to', 'pages', (
                    SELECT jsonb_agg(p ORDER BY p) FROM (SELECT DISTINCT x::int AS p FROM jsonb_array_elements(n.details -> 'pages' || (excluded.details -> 'pages')) x) d))),
        risen AS (
            UPDATE partner_conversations c SET fact_seq = c.fact_seq + 1 FROM written w WHERE c.id = w.target_id)
        SELECT l.verdict, l.target_id, m.id, m.seq, m.sender_id, m.content, m.status, m.sent_at, m.delivered_at, m.read_at, m.edited_at, m.deleted_at, row_to_json(m)::text
        FROM look l
        LEFT JOIN written w ON w.target_id = l.target_id
        LEFT JOIN LATERAL (
            SELECT * FROM partner_messages p WHERE p.conversation_id = w.target_id AND p.seq >= l.first_seq AND p.seq <= l.last_seq ORDER BY p.seq LIMIT $7) m ON true
        ORDER BY m.seq
        """;
}
