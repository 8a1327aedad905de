using System.Globalization;
using Npgsql;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.World;

/// <summary>A couple that has written for years: a message a minute, all of them read.</summary>
internal sealed record LongConversation(Pair Pair, int Messages, DateTimeOffset LastSentAt)
{
    public static async Task<LongConversation> AddAsync(Bench bench, int messages, CancellationToken ct)
    {
        var pair = (await bench.Seed.AddPairsAsync(1, ct))[0];
        await bench.Seed.AddMessagesAsync([pair], messages, ct);
        var last = await bench.Postgres.Database.ReadAsync<DateTime>(
            "SELECT last_sent_at FROM partner_conversations WHERE id = $1", ct, new NpgsqlParameter<Guid> { TypedValue = pair.ConversationId });
        return new LongConversation(pair, messages, last);
    }

    /// <summary>The page that ends before that place; the newest without one.</summary>
    public string PageBefore(int? seq = null) =>
        PageBefore(seq is { } place ? (LastSentAt - TimeSpan.FromMinutes(Messages - place)).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : null);

    public string PageBefore(string? time) =>
        $"/api/partner-messages/messages?conversation_id={Pair.ConversationId}&limit=50{(time is null ? "" : $"&before={time}")}";

    public string ChangesAfter(long cursor, int limit) => $"/api/partner-messages/changes?conversation_id={Pair.ConversationId}&after={cursor}&limit={limit}";
}
