using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>How many messages a second go through, delivered receipts included, beside what PostgreSQL does with a plain INSERT.</summary>
internal sealed class PairsPart : IBenchmarkPart
{
    private const int YardstickClients = 64;
    private const double ManyAtLeast = 2.0, OneAtLeast = 0.25;

    public string Name => "pairs";

    public string About => "messages a second over sockets, many pairs and one, one message of each pair on its way at a time";

    public string Takes => "3 min";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        await MeasureAsync(bench, bench.Options.Pairs, YardstickClients, ManyAtLeast, ct);
        await MeasureAsync(bench, 1, 1, OneAtLeast, ct);
    }

    private async Task MeasureAsync(Bench bench, int pairs, int clients, double atLeast, CancellationToken ct)
    {
        using var talk = await ChatTalk.ConnectAsync(bench, pairs, ct);
        await WarmUp.RunAsync(bench, time => talk.RunAsync(time, ct));
        // The yardstick before and after each run, so that what else goes on here touches both.
        List<double> plain = [(await bench.PgBench.InsertAsync(clients, bench.Duration, ct)).PerSecond];
        List<TalkResult> runs = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            runs.Add(await talk.RunAsync(bench.Duration, ct));
            plain.Add((await bench.PgBench.InsertAsync(clients, bench.Duration, ct)).PerSecond);
        }

        await talk.CheckAsync(ct);
        bench.Report.Add(TalkTable.Of($"{pairs} pairs, each round", runs, plain, clients));
        bench.Report.Add(new Figure(Name, $"messages a second, {pairs} {(pairs == 1 ? "pair" : "pairs")}", Median.Of(runs.Select(r => r.PerSecond)), "/s",
            new Bar(atLeast, IsFloor: true, IsRatio: true), new Yardstick($"pgbench INSERT, {clients} {(clients == 1 ? "client" : "clients")}", Median.Of(plain), "/s")));
    }
}
