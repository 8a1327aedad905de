using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>The same figures with more pairs, and with more stored: nothing on a message's way may grow with either.</summary>
internal sealed class GrowthPart : IBenchmarkPart
{
    private const int YardstickClients = 64, Readers = 8;
    private static readonly int[] Pairs = [1, 10, 50, 200, 1_000];
    private static readonly int[] Stored = [10_000, 1_000_000, 10_000_000];

    public string Name => "growth";

    public string About => "messages a second and their cost at 1 to 1,000 pairs and at 10 thousand to 10 million stored messages, as table and plot";

    public string Takes => "25 min, most of it to fill the database; --stored 1000000 leaves the last step out";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        List<Step> byPairs = [], byStored = [];
        foreach (var count in Pairs) byPairs.Add(await MeasureAsync(bench, count, await bench.Seed.AddPairsAsync(count, ct), 0, ct));
        foreach (var stored in Stored.Where(s => s <= bench.Options.Stored))
        {
            var couples = await bench.Seed.AddPairsAsync(bench.Options.Pairs, ct);
            await bench.Seed.AddMessagesAsync(couples, stored / couples.Count, ct);
            byStored.Add(await MeasureAsync(bench, stored, couples, stored / couples.Count, ct));
        }

        await TellAsync(bench, "pairs", byPairs, ct);
        await TellAsync(bench, "stored messages", byStored, ct);
    }

    private static async Task<Step> MeasureAsync(Bench bench, int size, IReadOnlyList<Pair> couples, int before, CancellationToken ct)
    {
        using var talk = await ChatTalk.ConnectAsync(bench, couples, ct);
        await WarmUp.RunAsync(bench, time => talk.RunAsync(time / 2, ct));
        var plain = await bench.PgBench.InsertAsync(YardstickClients, bench.Duration, ct);
        var run = await talk.RunAsync(bench.Duration, ct);
        var after = await bench.PgBench.InsertAsync(YardstickClients, bench.Duration, ct);
        await talk.CheckAsync(ct, before);
        using var readers = await Load.Readers.ConnectAsync(bench, couples[0], Readers, ct);
        var path = $"/api/partner-messages/messages?conversation_id={couples[0].ConversationId}&limit=50";
        var pages = await readers.RunAsync(bench.Duration, (_, _) => path, ct);
        return new Step(size, run, pages, (plain.PerSecond + after.PerSecond) / 2);
    }

    private static async Task TellAsync(Bench bench, string what, IReadOnlyList<Step> steps, CancellationToken ct)
    {
        bench.Report.Add(new Table($"Growth by {what}", [what, "messages/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "app us", "PostgreSQL us", "first pages/s", "pgbench 64", "ratio"],
            [.. steps.Select(s => s.ToRow())]));
        var plot = new SvgPlot($"Growth by {what}", what, "a second", [
            new PlotLine("messages", [.. steps.Select(s => ((double)s.Size, s.Run.PerSecond))]),
            new PlotLine("first pages", [.. steps.Select(s => ((double)s.Size, s.Pages.PerSecond))]),
            new PlotLine("pgbench, 64 clients", [.. steps.Select(s => ((double)s.Size, s.Plain))])]);
        Directory.CreateDirectory(bench.Options.Out);
        await File.WriteAllTextAsync(Path.Combine(bench.Options.Out, $"growth-{what.Replace(' ', '-')}.svg"), plot.ToSvg(), ct);
    }

    private sealed record Step(int Size, TalkResult Run, ReadResult Pages, double Plain)
    {
        public IReadOnlyList<string> ToRow() =>
        [
            Size.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture), Table.Number(Run.PerSecond), .. Run.Latency.Quantiles, Table.Number(Run.Each(Run.Cpu.App)),
            Table.Number(Run.Each(Run.Cpu.Database)), Table.Number(Pages.PerSecond), Table.Number(Plain), Table.Number(Run.PerSecond / Plain),
        ];
    }
}
