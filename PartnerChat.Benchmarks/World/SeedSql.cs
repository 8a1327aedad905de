namespace PartnerChat.Benchmarks.World;

/// <summary>How people and messages are put into the database, each in one statement.</summary>
internal static class SeedSql
{
    // $1, $2, $5, $6: users, sessions, stamps, e-mails, two a couple: partner A, then partner B. $3, $4: relationships and conversations, one a couple.
    public const string Pairs = """
        WITH people AS MATERIALIZED (
            SELECT *, (place - 1) / 2 + 1 AS couple, CASE place % 2 WHEN 1 THEN 'partner_a' ELSE 'partner_b' END AS side
            FROM unnest($1::uuid[], $2::uuid[], $5::text[], $6::text[]) WITH ORDINALITY AS p (user_id, session_id, stamp, email, place)),
        couples AS MATERIALIZED (
            SELECT * FROM unnest($3::uuid[], $4::uuid[]) WITH ORDINALITY AS c (relationship_id, conversation_id, couple)),
        u AS (
            INSERT INTO users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled,
                access_failed_count, security_stamp, concurrency_stamp)
            SELECT user_id, email, upper(email), email, upper(email), true, false, false, true, 0, stamp, stamp FROM people),
        s AS (
            INSERT INTO account_sessions (id, user_id, created_at, last_seen_at, security_stamp)
            SELECT session_id, user_id, now(), now(), stamp FROM people),
        r AS (
            INSERT INTO relationships (id, created_at) SELECT relationship_id, now() FROM couples),
        m AS (
            INSERT INTO relationship_members (relationship_id, side, user_id, display_name, joined_at)
            SELECT c.relationship_id, p.side, p.user_id, CASE p.side WHEN 'partner_a' THEN 'Nora' ELSE 'Sami' END, now() FROM people p JOIN couples c USING (couple))
        INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at)
        SELECT conversation_id, relationship_id, now(), now() FROM couples
        """;

    // $1: the conversations. $2: how many messages each. A message is made and later read, each a change; the last one an hour ago, a minute between two.
    public const string Messages = """
        WITH made AS (
            INSERT INTO partner_messages (id, conversation_id, sender_id, client_message_id, content, seq, first_change_seq, change_seq, sent_at, delivered_at, read_at, created_at)
            SELECT
                (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || lpad(to_hex(place), 3, '0') || '8' || substr(md5(c.id::text || n), 1, 15))::uuid,
                c.id, CASE n % 2 WHEN 1 THEN 'partner_a' ELSE 'partner_b' END, md5(n || c.id::text)::uuid,
                rpad('Message ' || n || ': the kettle is on, and the cat has found the one warm spot again.', 115, ' and so on'), n, 2 * n - 1, 2 * n,
                at, at + interval '1 second', at + interval '2 seconds', at
            FROM unnest($1::uuid[]) WITH ORDINALITY AS c (id, place)
            CROSS JOIN generate_series(1, $2) AS n
            CROSS JOIN LATERAL (SELECT date_trunc('second', now()) - interval '1 hour' - ($2 - n) * interval '1 minute' AS at) t),
        logged AS (
            INSERT INTO message_changes (conversation_id, change_seq, seq, made)
            SELECT c.id, n, (n + 1) / 2, n % 2 = 1 FROM unnest($1::uuid[]) AS c (id) CROSS JOIN generate_series(1, 2 * $2) AS n)
        UPDATE partner_conversations c
        SET last_seq = $2, last_change_seq = 2 * $2, message_count = $2, last_message_preview = 'Message',
            last_message_at = t.at, last_sent_at = t.at, updated_at = t.at,
            partner_a_delivered_seq = $2, partner_b_delivered_seq = $2, partner_a_read_seq = $2, partner_b_read_seq = $2, partner_a_position = $2, partner_b_position = $2
        FROM (SELECT date_trunc('second', now()) - interval '1 hour' AS at) t
        WHERE c.id = ANY ($1)
        """;

    public static readonly string[] Settle = ["VACUUM (ANALYZE) partner_messages", "VACUUM (ANALYZE) message_changes", "VACUUM (ANALYZE) partner_conversations", "CHECKPOINT"];
}
