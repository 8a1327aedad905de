namespace PartnerChat.Data.Exporting;

/// <summary>What a page of an export reads: five statements over one run of places, <c>$1</c> the conversation, <c>$2</c> a seq, exclusive, <c>$3</c> one, inclusive.</summary>
internal static class ExportSql
{
    // Places are dense, so a page is a range of them and walks the index; "deleted_at IS NULL" would only tempt the planner.

    /// <summary>In the order of <see cref="Conversations.MessageRow"/>, tombstones too.</summary>
    public const string Messages = """
        SELECT id, conversation_id, seq, first_change_seq, change_seq, sender_id, content, sent_at, delivered_at, read_at, client_message_id, reply_to_id,
            edited_at, deleted_at, sentiment_label, emotions, escalation_risk, luna_intervened, original_content, reactions
        FROM partner_messages WHERE conversation_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq
        """;

    public const string Edits = """
        SELECT m.id, e.content, e.replaced_at
        FROM partner_messages m
        CROSS JOIN LATERAL (SELECT * FROM message_edits e WHERE e.message_id = m.id ORDER BY e.replaced_at) e
        WHERE m.conversation_id = $1 AND m.seq > $2 AND m.seq <= $3 AND m.edited_at IS NOT NULL
        ORDER BY m.seq, e.replaced_at
        """;

    /// <summary><c>$4</c>: the most code points of a quote.</summary>
    public const string Quotes = """
        SELECT m.id, q.seq, q.sender_id, left(q.content, $4), q.deleted_at IS NOT NULL
        FROM partner_messages m
        CROSS JOIN LATERAL (SELECT * FROM partner_messages q WHERE q.id = m.reply_to_id LIMIT 1) q
        WHERE m.conversation_id = $1 AND m.seq > $2 AND m.seq <= $3 AND m.reply_to_id IS NOT NULL AND q.conversation_id = $1
        """;

    /// <summary><c>$4</c>: whose.</summary>
    public const string Stars = """
        SELECT m.id
        FROM partner_messages m
        CROSS JOIN LATERAL (SELECT 1 FROM message_stars s WHERE s.message_id = m.id AND s.partner_id = $4 LIMIT 1) s
        WHERE m.conversation_id = $1 AND m.seq > $2 AND m.seq <= $3
        """;

    /// <summary>From the first of the places on up to the message after the last; the first page has also those before all messages.</summary>
    public const string Notices = """
        SELECT n.id, n.conversation_id, n.kind, n.at, n.details, n.fact_seq
        FROM notices n
        WHERE n.conversation_id = $1
          AND n.at >= coalesce((SELECT m.sent_at FROM partner_messages m WHERE m.conversation_id = $1 AND m.seq = $2 + 1 AND $2 > 0), '-infinity')
          AND n.at < coalesce((SELECT m.sent_at FROM partner_messages m WHERE m.conversation_id = $1 AND m.seq = $3 + 1), 'infinity')
        ORDER BY n.at, n.id
        """;

    /// <summary>The notices after one, in pages. <c>$2</c>, <c>$3</c>: time and id of that one. <c>$4</c>: how many.</summary>
    public const string NoticesAfter = """
        SELECT n.id, n.conversation_id, n.kind, n.at, n.details, n.fact_seq
        FROM notices n
        WHERE n.conversation_id = $1 AND n.at >= $2 AND (n.at, n.id) > ($2, $3)
        ORDER BY n.at, n.id
        LIMIT $4
        """;

    /// <summary>How many messages there are from each of these times on. <c>$2</c>: the last seq, inclusive. <c>$3</c>: rising times.</summary>
    public const string Counts = """
        SELECT greatest(width_bucket(m.sent_at, $3), 1) - 1, count(*)::int
        FROM partner_messages m
        WHERE m.conversation_id = $1 AND m.seq <= $2 AND m.deleted_at IS NULL
        GROUP BY 1
        ORDER BY 1
        """;

    public const string Scope = """
        SELECT (SELECT m.sent_at FROM partner_messages m WHERE m.conversation_id = c.id AND m.seq = 1), r.ended_at, r.ended_by
        FROM partner_conversations c
        JOIN relationships r ON r.id = c.relationship_id
        WHERE c.id = $1
        """;
}
