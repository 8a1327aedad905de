using Npgsql;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.Load;

/// <summary>Whether what was sent is stored: a run that lost or doubled something gives no figure.</summary>
internal static class StoredCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    // $1: the conversations. Of each: its rows, the different messages among them, those that are delivered, and whether places and counters fit.
    private const string Sql = """
        SELECT c.id, count(m.id), count(DISTINCT m.client_message_id), count(m.delivered_at),
            c.last_seq = count(m.id) AND c.message_count = count(m.id) AND coalesce(min(m.seq), 1) = 1 AND coalesce(max(m.seq), 0) = count(m.id)
        FROM partner_conversations c LEFT JOIN partner_messages m ON m.conversation_id = c.id
        WHERE c.id = ANY ($1)
        GROUP BY c.id
        """;

    /// <param name="sent">How many different messages were acknowledged, by conversation; the conversations held nothing else.</param>
    /// <param name="patience">How long to wait for the last receipts; null for as long as they may take.</param>
    /// <exception cref="BenchmarkException">Something was lost, doubled or not delivered.</exception>
    public static async Task RunAsync(Database database, IReadOnlyDictionary<Guid, long> sent, CancellationToken ct, TimeSpan? patience = null)
    {
        // The last receipts are on their way for a moment.
        var since = TimeProvider.System.GetTimestamp();
        for (var fault = await FindFaultAsync(database, sent, ct); fault is not null; fault = await FindFaultAsync(database, sent, ct))
        {
            if (TimeProvider.System.GetElapsedTime(since) > (patience ?? Patience)) throw new BenchmarkException(fault);
            await Task.Delay(BetweenLooks, ct);
        }
    }

    private static async Task<string?> FindFaultAsync(Database database, IReadOnlyDictionary<Guid, long> sent, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. sent.Keys] });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var conversations = 0;
        while (await reader.ReadAsync(ct))
        {
            conversations++;
            var (id, rows, different, delivered) = (reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
            if (different < sent[id]) return $"{sent[id] - different} of {sent[id]} messages are lost in {id}.";
            if (different > sent[id] || rows > different) return $"{rows} messages are stored in {id}, {different} different ones; {sent[id]} were sent.";
            if (delivered < rows) return $"{rows - delivered} of {rows} messages in {id} are not stored as delivered.";
            if (!reader.GetBoolean(4)) return $"Places or counters of {id} do not fit its messages.";
        }

        return conversations == sent.Count ? null : $"{sent.Count - conversations} conversations are gone.";
    }
}
