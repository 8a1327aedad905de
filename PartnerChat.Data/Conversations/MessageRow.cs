using Npgsql;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>A message as a statement that is written out gives it.</summary>
internal static class MessageRow
{
    /// <summary>What is read of <c>m</c>.</summary>
    public const string Columns = """
        m.id, m.conversation_id, m.seq, m.first_change_seq, m.change_seq, m.sender_id, m.content, m.sent_at, m.delivered_at, m.read_at, m.client_message_id, m.reply_to_id,
            m.edited_at, m.deleted_at, m.sentiment_label, m.emotions, m.escalation_risk, m.luna_intervened, m.original_content, m.reactions
        """;

    public static MessageRecord ToRecord(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), PartnerSides.Parse(row.GetString(5)), row.GetString(6),
        row.GetFieldValue<DateTimeOffset>(7), Time(row, 8), Time(row, 9), Id(row, 10), Id(row, 11), Time(row, 12), Time(row, 13),
        MessageAnalysis.From(Text(row, 14), row.GetString(15), Text(row, 16), row.GetBoolean(17), Text(row, 18)), MessageReactions.From(Text(row, 19)));

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
