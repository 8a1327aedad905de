using Npgsql;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>A user's place in a conversation that they name, with a probe by key of each table that has a part of it.</summary>
internal static class MembershipSql
{
    // $1: the conversation. $2: the user. $3: whoever left before that reads it no more.
    public const string Find = """
        SELECT me.relationship_id, me.side, me.display_name, partner.display_name, partner.last_seen_at, r.created_at, c.is_active, c.last_change_seq, c.last_seq,
            CASE me.side WHEN 'partner_a' THEN c.partner_a_position ELSE c.partner_b_position END,
            c.fact_seq, c.shows_read, c.shows_typing, c.shows_presence, r.ended_at, r.ended_by, r.ended_with_account
        FROM partner_conversations c
        CROSS JOIN LATERAL (SELECT * FROM relationship_members m WHERE m.relationship_id = c.relationship_id AND m.user_id = $2 AND (m.left_at IS NULL OR m.left_at > $3) LIMIT 1) me
        CROSS JOIN LATERAL (SELECT * FROM relationships r WHERE r.id = c.relationship_id LIMIT 1) r
        LEFT JOIN LATERAL (
            SELECT * FROM relationship_members m
            WHERE m.relationship_id = c.relationship_id AND m.side = CASE me.side WHEN 'partner_a' THEN 'partner_b' ELSE 'partner_a' END LIMIT 1) partner ON true
        WHERE c.id = $1
        """;

    public static NpgsqlBatchCommand Command(Guid userId, Guid conversationId, DateTimeOffset oldest) =>
        new(Find) { Parameters = { Sql.Value(conversationId), Sql.Value(userId), Sql.Value(oldest) } };

    public static Membership ToMembership(NpgsqlDataReader row, Guid userId, Guid conversationId)
    {
        var side = PartnerSides.Parse(row.GetString(1));
        var (name, partner) = (row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));
        // A first partner there always is.
        var (a, b) = side == PartnerSide.A ? (name, partner) : (partner!, name);
        var end = row.IsDBNull(14) ? null : new ConversationEnd(row.GetFieldValue<DateTimeOffset>(14), PartnerSides.Parse(row.GetString(15)), row.GetBoolean(16));
        return new Membership(
            userId, row.GetGuid(0), conversationId, side, name, partner, row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5),
            row.GetBoolean(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9),
            new ConversationFacts(row.GetInt64(10), row.GetBoolean(11), row.GetBoolean(12), row.GetBoolean(13), a, b), end);
    }
}
