using System.Text;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>Pages of history in a very long conversation: the first, one deep page again and again, at random depth, and a walk.</summary>
internal sealed class HistoryPart : IBenchmarkPart
{
    private const int Clients = 8;
    private const double AtLeast = 2_000, DeepAtLeast = 0.9, RandomAtLeast = 0.5;
    private static readonly byte[] Oldest = "\"oldest_timestamp\":\""u8.ToArray();

    public string Name => "history";

    public string About => "pages of 50 by REST in a conversation of 1,000,000 messages, 8 clients: first, deep, random, walk";

    public string Takes => "4 min";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var talk = await bench.GetLongConversationAsync(ct);
        using var readers = await Readers.ConnectAsync(bench, talk.Pair, Clients, ct);
        (string Name, Func<int, ReadOnlyMemory<byte>, string> Next)[] ways =
        [
            ("first page", (_, _) => talk.PageBefore()),
            ("one deep page, repeated", (_, _) => talk.PageBefore(talk.Messages / 2)),
            ("random depth", (_, _) => talk.PageBefore(Random.Shared.Next(1_000, talk.Messages))),
            ("walk back", (client, last) => WalkOn(talk, client, last)),
        ];
        foreach (var (_, next) in ways) await WarmUp.RunAsync(bench, time => readers.RunAsync(time / 2, next, ct));
        var script = $"SELECT * FROM partner_messages WHERE conversation_id = '{talk.Pair.ConversationId}' ORDER BY seq DESC LIMIT 51;\n";
        List<double> plain = [(await bench.PgBench.RunAsync(script, Clients, bench.Duration, ct)).PerSecond];
        var runs = ways.ToDictionary(w => w.Name, _ => new List<ReadResult>());
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            foreach (var (name, next) in ways) runs[name].Add(await readers.RunAsync(bench.Duration, next, ct));
            plain.Add((await bench.PgBench.RunAsync(script, Clients, bench.Duration, ct)).PerSecond);
        }

        bench.Report.Add(new Table($"{talk.Messages:N0} messages, {Clients} clients, each round", Readers.Head, [.. runs.SelectMany(r => r.Value.Select(run => run.ToRow(r.Key)))]));
        var yardstick = new Yardstick($"pgbench SELECT of the first page, {Clients} clients", Median.Of(plain), "/s");
        foreach (var (name, _) in ways)
            bench.Report.Add(new Figure(Name, name, RateOf(runs[name]), "pages/s", name == "random depth" ? null : new Bar(AtLeast, IsFloor: true), yardstick));
        var first = new Yardstick("first page", RateOf(runs["first page"]), "pages/s");
        bench.Report.Add(new Figure(Name, "one deep page beside the first", RateOf(runs["one deep page, repeated"]), "pages/s", new Bar(DeepAtLeast, IsFloor: true, IsRatio: true), first));
        bench.Report.Add(new Figure(Name, "random depth beside the first", RateOf(runs["random depth"]), "pages/s", new Bar(RandomAtLeast, IsFloor: true, IsRatio: true), first));
    }

    private static double RateOf(IEnumerable<ReadResult> runs) => Median.Of(runs.Select(r => r.PerSecond));

    // Each client begins at a place of its own, and goes on from what its last page says.
    private static string WalkOn(LongConversation talk, int client, ReadOnlyMemory<byte> last)
    {
        var at = last.Span.IndexOf(Oldest);
        if (at < 0) return talk.PageBefore(talk.Messages - (client * (talk.Messages / Clients)));
        var time = last.Span[(at + Oldest.Length)..];
        return talk.PageBefore(Encoding.ASCII.GetString(time[..time.IndexOf((byte)'"')]));
    }
}
