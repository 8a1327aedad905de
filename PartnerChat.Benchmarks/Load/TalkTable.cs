using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Load;

/// <summary>Runs of talking pairs, a row each, with the yardstick's runs before and after.</summary>
internal static class TalkTable
{
    private static readonly string[] Head =
        ["messages/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "app us", "PostgreSQL us", "driver us"];

    public static Table Of(string title, IEnumerable<TalkResult> runs, IReadOnlyList<double> plain, int clients) => new(
        title, [.. Head, $"pgbench {clients} before", "after"], [.. runs.Select((run, i) => (IReadOnlyList<string>)[.. RowOf(run), Table.Number(plain[i]), Table.Number(plain[i + 1])])]);

    /// <summary>The same without a yardstick.</summary>
    public static Table Of(string title, IEnumerable<(string Name, TalkResult Run)> runs) => new(
        title, ["", .. Head], [.. runs.Select(r => (IReadOnlyList<string>)[r.Name, .. RowOf(r.Run)])]);

    private static IEnumerable<string> RowOf(TalkResult run) =>
    [
        Table.Number(run.PerSecond), .. run.Latency.Quantiles, Table.Number(run.Each(run.Cpu.App)), Table.Number(run.Each(run.Cpu.Database)), Table.Number(run.Each(run.Cpu.Driver)),
    ];
}
