using Npgsql;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>Reads what a page shows beside its messages, in one round trip. It checks no access; its callers have.</summary>
public sealed class MessageMarkStore(ChatDataSources sources)
{
    // A probe by key each, whatever the planner thinks of the tables.
    private const string Quotes = """
        SELECT q.id, q.change_seq, q.sender_id, left(q.content, $3), q.deleted_at IS NOT NULL
        FROM unnest($1) AS i(id)
        CROSS JOIN LATERAL (SELECT * FROM partner_messages m WHERE m.id = i.id LIMIT 1) q
        WHERE q.conversation_id = $2
        """;

    private const string Stars = """
        SELECT i.id
        FROM unnest($1) AS i(id)
        CROSS JOIN LATERAL (SELECT 1 FROM message_stars s WHERE s.message_id = i.id AND s.partner_id = $2 LIMIT 1) s
        """;

    /// <summary>What these messages of a conversation answer, and which of them bear that partner's star.</summary>
    public async Task<PageMarks> GetAsync(Guid conversationId, PartnerSide viewer, IReadOnlyCollection<MessageRecord> page, CancellationToken ct)
    {
        Guid[] answered = [.. page.Select(m => m.ReplyToId).OfType<Guid>().Distinct()];
        await using var connection = await sources.Readers.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Quotes) { Parameters = { Sql.Value(answered), Sql.Value(conversationId), Sql.Value(QuotedMessage.MaxLength) } },
                new NpgsqlBatchCommand(Stars) { Parameters = { Sql.Value(page.Select(m => m.Id).ToArray()), Sql.Value(viewer.ToName()) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var quotes = new List<QuotedMessage>(answered.Length);
        while (await reader.ReadAsync(ct))
            quotes.Add(new QuotedMessage(reader.GetGuid(0), reader.GetInt64(1), PartnerSides.Parse(reader.GetString(2)), reader.GetString(3), reader.GetBoolean(4)));
        await reader.NextResultAsync(ct);
        var starred = new List<Guid>();
        while (await reader.ReadAsync(ct)) starred.Add(reader.GetGuid(0));
        return new PageMarks(quotes, starred);
    }
}
