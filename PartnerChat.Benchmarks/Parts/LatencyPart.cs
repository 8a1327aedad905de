using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>How long a message is on its way at an even rate, from when it was to be sent to the partner's socket.</summary>
internal sealed class LatencyPart : IBenchmarkPart
{
    private const int Pairs = 50, PerSecond = 600;
    private const double MedianAtMost = 4, LongAtMost = 25;
    private static readonly string[] Head = ["messages", "p50 ms", "p95 ms", "p99 ms", "max ms", "pgbench 1 client before ms", "after ms"];

    public string Name => "latency";

    public string About => "how long a message takes to the partner's socket, 600 a second over 50 pairs, counted from when each was to be sent";

    public string Takes => "1 min 30";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var couples = await bench.Seed.AddPairsAsync(Pairs, ct);
        using (var warm = await SteadyTalk.ConnectAsync(bench, couples, ct)) await WarmUp.RunAsync(bench, time => warm.RunAsync(PerSecond, time, ct));
        List<double> plain = [await PlainAsync(bench, ct)];
        List<LatencyRecording> runs = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            couples = await bench.Seed.AddPairsAsync(Pairs, ct);
            using var talk = await SteadyTalk.ConnectAsync(bench, couples, ct);
            await talk.RunAsync(PerSecond, bench.Duration, ct);
            await talk.CheckAsync(ct);
            runs.Add(talk.Latency);
            plain.Add(await PlainAsync(bench, ct));
        }

        bench.Report.Add(new Table($"{PerSecond} messages a second over {Pairs} pairs, each round", Head,
            [.. runs.Select((r, i) => (IReadOnlyList<string>)[Table.Number(r.Count), .. r.Quantiles, Table.Number(plain[i]), Table.Number(plain[i + 1])])]));
        var yardstick = new Yardstick("pgbench INSERT, 1 client", Median.Of(plain), "ms");
        foreach (var (percentile, atMost) in new[] { (50.0, MedianAtMost), (99.0, LongAtMost) })
        {
            bench.Report.Add(new Figure(Name, $"delivery, p{percentile:0}", Median.Of(runs.Select(r => r.At(percentile).TotalMilliseconds)), "ms",
                new Bar(atMost, IsFloor: false, IsRatio: true, $"{atMost:0} ms where pgbench takes 1"), yardstick));
        }
    }

    private static async Task<double> PlainAsync(Bench bench, CancellationToken ct) => (await bench.PgBench.InsertAsync(1, bench.Duration, ct)).Latency.TotalMilliseconds;
}
