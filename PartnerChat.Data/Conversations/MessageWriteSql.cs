namespace PartnerChat.Data.Conversations;

/// <summary>The two statements of a batch, sent together and committed as one.</summary>
internal static class MessageWriteSql
{
    /// <summary>Receipts of one conversation and side that one transaction writes at most, so that the row's lock stays short.</summary>
    public const int MaxReceipts = 500;

    // In a statement of its own: the parts of one statement share a snapshot from before the wait for the lock.
    // By rising id, so that two nodes never deadlock.
    public const string Lock = """
        SELECT id FROM partner_conversations WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
        """;

    // $1-$6: a message a row. $7-$12: a receipt range a row, one row at most a conversation and sender.
    // Where receipts are off, what is read was received, and the reader's own position moves.
    // ctid is safe here: every writer of a conversation's messages takes the lock above first.
    // The plan is kept, and may be from before the first message, when all indexes are as good. So each lookup asks for the order that only its own has: client ids,
    // or places. LIMIT cuts nothing off.
    // (SELECT clock_timestamp()) runs once, after the lock; now() would be from before it.
    public const string Write = """
        WITH input AS MATERIALIZED (
            SELECT i.*, s.id AS stored_id, i.reply_to_id IS NOT NULL AND r.conversation_id IS DISTINCT FROM i.conversation_id AS is_lost
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[])
                WITH ORDINALITY AS i(id, conversation_id, sender_id, client_message_id, content, reply_to_id, ord)
            LEFT JOIN LATERAL (
                SELECT m.id FROM partner_messages m
                WHERE m.conversation_id = i.conversation_id AND m.client_message_id = i.client_message_id AND m.sender_id = i.sender_id
                ORDER BY m.client_message_id LIMIT 1) s ON true
            LEFT JOIN LATERAL (SELECT m.conversation_id FROM partner_messages m WHERE m.id = i.reply_to_id LIMIT 1) r ON true),
        fresh AS MATERIALIZED (
            SELECT i.ord, i.id, i.conversation_id, i.sender_id, i.client_message_id, i.content, i.reply_to_id, c.tid, c.last_change_seq,
                c.last_seq + row_number() OVER w AS seq,
                greatest((SELECT clock_timestamp()), c.last_sent_at + interval '1 microsecond')
                    + (row_number() OVER w - 1) * interval '1 microsecond' AS at
            FROM (
                SELECT *, row_number() OVER (PARTITION BY conversation_id, sender_id, coalesce(client_message_id, id) ORDER BY ord) AS nth
                FROM input WHERE stored_id IS NULL AND NOT is_lost) i
            CROSS JOIN LATERAL (
                SELECT c.ctid AS tid, c.last_seq, c.last_change_seq, c.last_sent_at
                FROM partner_conversations c WHERE c.id = i.conversation_id AND c.is_active LIMIT 1) c
            WHERE i.nth = 1
            WINDOW w AS (PARTITION BY i.conversation_id ORDER BY i.ord)),
        bound AS MATERIALIZED (
            SELECT r.conversation_id, r.sender_id, r.delivered_from, r.delivered_to, r.read_to, r.position, r.ord,
                c.tid, c.last_seq, c.last_change_seq, c.delivered, c.read, (SELECT clock_timestamp()) AS at,
                greatest(r.delivered_from, c.delivered) AS d_from,
                least(r.delivered_to, c.last_seq, greatest(r.delivered_from, c.delivered) + $13) AS d_to,
                least(r.read_to, c.last_seq, c.read + $13) AS r_to
            FROM unnest($7::uuid[], $8::text[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
                WITH ORDINALITY AS g(conversation_id, sender_id, delivered_from, delivered_to, read_to, position, ord)
            CROSS JOIN LATERAL (
                SELECT c.ctid AS tid, c.last_seq, c.last_change_seq, c.shows_read,
                    CASE g.sender_id WHEN 'partner_a' THEN c.partner_a_delivered_seq ELSE c.partner_b_delivered_seq END AS delivered,
                    CASE g.sender_id WHEN 'partner_a' THEN c.partner_a_read_seq ELSE c.partner_b_read_seq END AS read
                FROM partner_conversations c WHERE c.id = g.conversation_id AND c.is_active LIMIT 1) c
            CROSS JOIN LATERAL (
                SELECT g.conversation_id, g.sender_id, g.position, g.ord,
                    CASE WHEN c.shows_read OR g.read_to = 0 THEN g.delivered_from ELSE 0 END AS delivered_from,
                    CASE WHEN c.shows_read THEN g.delivered_to ELSE greatest(g.delivered_to, g.read_to) END AS delivered_to,
                    CASE WHEN c.shows_read THEN g.read_to ELSE 0 END AS read_to) r),
        event AS MATERIALIZED (
            SELECT *, last_change_seq + row_number() OVER (PARTITION BY conversation_id ORDER BY made, seq) AS change_seq
            FROM (
                SELECT true AS made, ord, id, conversation_id, sender_id, client_message_id, content, reply_to_id, seq, at,
                    NULL::timestamptz AS delivered_at, false AS is_read, tid, NULL::tid AS message_tid, last_change_seq
                FROM fresh
                UNION ALL
                SELECT false, 0, m.id, b.conversation_id, b.sender_id, NULL, NULL, NULL, m.seq, b.at,
                    coalesce(m.delivered_at, b.at), m.seq <= b.r_to, b.tid, m.tid, b.last_change_seq
                FROM bound b
                CROSS JOIN LATERAL (
                    SELECT m.id, m.seq, m.delivered_at, m.ctid AS tid
                    FROM partner_messages m
                    WHERE m.conversation_id = b.conversation_id AND m.sender_id = b.sender_id
                        AND m.seq > least(CASE WHEN b.d_to > b.d_from THEN b.d_from END, CASE WHEN b.r_to > b.read THEN b.read END)
                        AND m.seq <= greatest(CASE WHEN b.d_to > b.d_from THEN b.d_to END, CASE WHEN b.r_to > b.read THEN b.r_to END)
                        AND (m.seq <= b.r_to AND m.read_at IS NULL OR m.seq > b.d_from AND m.seq <= b.d_to AND m.delivered_at IS NULL)
                    ORDER BY m.seq LIMIT 2 * $13) m) e),
        inserted AS (
            INSERT INTO partner_messages (id, conversation_id, sender_id, client_message_id, content, reply_to_id, seq, first_change_seq, change_seq, sent_at, created_at)
            SELECT id, conversation_id, sender_id, client_message_id, content, reply_to_id, seq, change_seq, change_seq, at, at FROM event WHERE made),
        marked AS (
            UPDATE partner_messages m
            SET delivered_at = e.delivered_at, read_at = CASE WHEN e.is_read THEN e.at ELSE m.read_at END, change_seq = e.change_seq
            FROM event e WHERE m.ctid = e.message_tid),
        logged AS (
            INSERT INTO message_changes (conversation_id, change_seq, seq, made)
            SELECT conversation_id, change_seq, seq, made FROM event),
        counted AS (
            UPDATE partner_conversations c
            SET last_seq = greatest(c.last_seq, s.seq),
                last_change_seq = greatest(c.last_change_seq, s.change_seq),
                message_count = c.message_count + s.made,
                last_message_preview = coalesce(s.preview, c.last_message_preview),
                last_message_at = greatest(c.last_message_at, s.sent_at),
                last_sent_at = greatest(c.last_sent_at, s.sent_at),
                last_active_on = greatest(c.last_active_on, (s.at AT TIME ZONE 'UTC')::date),
                updated_at = greatest(c.updated_at, s.at),
                partner_a_delivered_seq = greatest(c.partner_a_delivered_seq, s.a_delivered, s.a_read),
                partner_b_delivered_seq = greatest(c.partner_b_delivered_seq, s.b_delivered, s.b_read),
                partner_a_read_seq = greatest(c.partner_a_read_seq, s.a_read),
                partner_b_read_seq = greatest(c.partner_b_read_seq, s.b_read),
                partner_a_position = greatest(c.partner_a_position, s.a_position),
                partner_b_position = greatest(c.partner_b_position, s.b_position)
            FROM (
                SELECT min(tid) AS tid, max(seq) AS seq, max(change_seq) AS change_seq, sum(made)::int AS made, max(preview) AS preview,
                    max(sent_at) AS sent_at, max(at) AS at, max(a_delivered) AS a_delivered, max(b_delivered) AS b_delivered,
                    max(a_read) AS a_read, max(b_read) AS b_read, max(a_position) AS a_position, max(b_position) AS b_position
                FROM (
                    SELECT conversation_id, tid, CASE WHEN made THEN seq END AS seq, change_seq, made::int AS made, at,
                        CASE WHEN made THEN at END AS sent_at,
                        CASE WHEN made AND lead(seq) OVER (PARTITION BY conversation_id ORDER BY change_seq) IS NULL THEN left(content, 100) END AS preview,
                        NULL::bigint AS a_delivered, NULL::bigint AS b_delivered, NULL::bigint AS a_read, NULL::bigint AS b_read,
                        NULL::bigint AS a_position, NULL::bigint AS b_position
                    FROM event
                    UNION ALL
                    SELECT conversation_id, tid, NULL, NULL, 0, NULL, NULL, NULL,
                        CASE WHEN sender_id = 'partner_a' AND delivered_from <= delivered THEN d_to END,
                        CASE WHEN sender_id = 'partner_b' AND delivered_from <= delivered THEN d_to END,
                        CASE WHEN sender_id = 'partner_a' THEN r_to END,
                        CASE WHEN sender_id = 'partner_b' THEN r_to END,
                        CASE WHEN sender_id = 'partner_b' THEN least(position, last_seq) END,
                        CASE WHEN sender_id = 'partner_a' THEN least(position, last_seq) END
                    FROM bound) x
                GROUP BY conversation_id) s
            WHERE c.ctid = s.tid)
        SELECT 0 AS kind, ord, id, conversation_id, sender_id, seq, change_seq, at, NULL::timestamptz AS delivered_at, false AS is_read
        FROM event WHERE made
        UNION ALL
        SELECT 1, 0, id, conversation_id, sender_id, seq, change_seq, at, delivered_at, is_read FROM event WHERE NOT made
        UNION ALL
        SELECT 2, ord, stored_id, NULL, NULL, NULL, NULL, NULL, NULL, false FROM input WHERE stored_id IS NOT NULL
        UNION ALL
        SELECT 3, ord, NULL, NULL, NULL, greatest(d_from, d_to), last_seq, NULL, NULL, false FROM bound
        WHERE least(delivered_to, last_seq) > greatest(d_to, d_from) OR least(read_to, last_seq) > greatest(r_to, read)
        UNION ALL
        SELECT 4, ord, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false FROM input WHERE stored_id IS NULL AND is_lost
        """;
}
