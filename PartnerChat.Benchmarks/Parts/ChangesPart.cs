using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>What changed after a cursor, anywhere in a very long conversation.</summary>
internal sealed class ChangesPart : IBenchmarkPart
{
    private const int Clients = 8, Each = 20;
    private const double AtLeast = 3_000;

    public string Name => "changes";

    public string About => "changes after a cursor by REST, 20 each, at random depth in a conversation of 1,000,000 messages, 8 clients";

    public string Takes => "1 min, beside history";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var talk = await bench.GetLongConversationAsync(ct);
        using var readers = await Readers.ConnectAsync(bench, talk.Pair, Clients, ct);
        string Next(int client, ReadOnlyMemory<byte> last) => talk.ChangesAfter(Random.Shared.Next(0, (2 * talk.Messages) - (2 * Each)), Each);
        await WarmUp.RunAsync(bench, time => readers.RunAsync(time, Next, ct));
        var script = $"\\set after random(0, {2 * (talk.Messages - Each)})\nSELECT m.* FROM message_changes c CROSS JOIN LATERAL (SELECT * FROM partner_messages p "
            + "WHERE p.conversation_id = c.conversation_id AND p.seq = c.seq LIMIT 1) m "
            + $"WHERE c.conversation_id = '{talk.Pair.ConversationId}' AND c.change_seq > :after AND c.made ORDER BY c.change_seq LIMIT {Each};\n";
        List<double> plain = [(await bench.PgBench.RunAsync(script, Clients, bench.Duration, ct)).PerSecond];
        List<ReadResult> runs = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            runs.Add(await readers.RunAsync(bench.Duration, Next, ct));
            plain.Add((await bench.PgBench.RunAsync(script, Clients, bench.Duration, ct)).PerSecond);
        }

        bench.Report.Add(new Table($"{Each} changes each, {Clients} clients, each round", Readers.Head, [.. runs.Select((r, i) => r.ToRow($"round {i + 1}"))]));
        bench.Report.Add(new Figure(Name, $"{Each} changes after a cursor", Median.Of(runs.Select(r => r.PerSecond)), "/s", new Bar(AtLeast, IsFloor: true),
            new Yardstick($"pgbench SELECT of the same, {Clients} clients", Median.Of(plain), "/s")));
    }
}
