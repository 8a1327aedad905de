using System.Diagnostics;
using PartnerChat.Benchmarks.Circuits;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>What a circuit holds while nothing happens on it, and whether anything stays when it is closed.</summary>
internal sealed class CircuitsPart : IBenchmarkPart
{
    private const int Count = 500, Couples = 250, Shown = 50, Rounds = 10;
    private const double EachAtMost = 300, GrowthAtMost = 2;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly string[] Head = ["round", "heap each kB", "resident each kB", "heap after closing MB", "opened a second"];

    public string Name => "circuits";

    public string About => "memory of an idle circuit with 50 messages shown, 500 of them, opened and closed ten times";

    public string Takes => "6 min";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        await using var probe = new HeapProbe();
        await bench.App.RestartAsync(ct, probe.Environment);
        var couples = await bench.Seed.AddPairsAsync(Couples, ct);
        await bench.Seed.AddMessagesAsync(couples, Shown, ct);
        var people = couples.SelectMany(c => new[] { c.A, c.B }).ToList();
        List<Round> rounds = [];
        var before = await WeighAsync(bench, probe, ct);
        for (var i = 0; i < Rounds; i++)
        {
            var since = Stopwatch.GetTimestamp();
            ProcessMemory all;
            await using (var crowd = await CircuitCrowd.OpenAsync(bench, people, ct))
            {
                var took = Stopwatch.GetElapsedTime(since);
                if (crowd.Circuits.FirstOrDefault(c => c.Shown != Shown) is { } other) throw new BenchmarkException($"A page shows {other.Shown} messages, not {Shown}.");
                all = await WeighAsync(bench, probe, ct);
                crowd.Check();
                rounds.Add(new Round(before, all, all, Count / took.TotalSeconds));
            }

            before = await WeighAsync(bench, probe, ct);
            rounds[^1] = rounds[^1] with { After = before };
        }

        await bench.App.RestartAsync(ct);
        bench.Report.Add(new Table($"{Count} circuits, {Shown} messages shown", Head, [.. rounds.Select((r, i) => (IReadOnlyList<string>)
            [$"{i + 1}", Table.Number(r.HeapEach), Table.Number(r.ResidentEach), Table.Number(r.After.Heap / 1e6), Table.Number(r.PerSecond)])]));
        // The first round pays for what is there once for all.
        bench.Report.Add(new Figure(Name, "an idle circuit, managed heap", Median.Of(rounds.Skip(1).Select(r => r.HeapEach)), "kB", new Bar(EachAtMost, IsFloor: false)));
        bench.Report.Add(new Figure(Name, "heap without any, tenth round over second", (rounds[^1].After.Heap - rounds[1].After.Heap) / 1e6, "MB", new Bar(GrowthAtMost, IsFloor: false)));
    }

    private static async Task<ProcessMemory> WeighAsync(Bench bench, HeapProbe probe, CancellationToken ct)
    {
        await Task.Delay(Settling, ct);
        return await ProcessMemory.WeighAsync(bench.App.ProcessId, probe, ct);
    }

    private sealed record Round(ProcessMemory Before, ProcessMemory Open, ProcessMemory After, double PerSecond)
    {
        public double HeapEach => (Open.Heap - Before.Heap) / 1e3 / Count;

        public double ResidentEach => (Open.Resident - Before.Resident) / 1e3 / Count;
    }
}
