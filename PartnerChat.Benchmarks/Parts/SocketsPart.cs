using PartnerChat.Benchmarks.Circuits;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>What a socket holds in memory while nothing happens on it.</summary>
internal sealed class SocketsPart : IBenchmarkPart
{
    private const int Count = 2_000;
    private const double AtMost = 40;

    // What a new socket sets off, presence and its timers, is over by then.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);
    private static readonly string[] Head = ["round", "heap each kB", "resident each kB", "heap with none MB", "resident with none MB"];

    public string Name => "sockets";

    public string About => "memory of an idle socket, 2,000 of them, both partners of 1,000 couples";

    public string Takes => "1 min 30";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        await using var probe = new HeapProbe();
        await bench.App.RestartAsync(ct, probe.Environment);
        var couples = await bench.Seed.AddPairsAsync(Count / 2, ct);
        // Once for what the process keeps for all of them: buffers, compiled code.
        await HoldAsync(bench, couples, Task.CompletedTask, ct);
        List<(ProcessMemory None, ProcessMemory All)> runs = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Task.Delay(Settling, ct);
            var none = await ProcessMemory.WeighAsync(bench.App.ProcessId, probe, ct);
            ProcessMemory? all = null;
            await HoldAsync(bench, couples, async () => all = await ProcessMemory.WeighAsync(bench.App.ProcessId, probe, ct), ct);
            runs.Add((none, all!));
        }

        await bench.App.RestartAsync(ct);
        bench.Report.Add(new Table($"{Count:N0} sockets", Head, [.. runs.Select((r, i) => (IReadOnlyList<string>)
            [$"{i + 1}", Table.Number(Kilo(r.All.Heap - r.None.Heap)), Table.Number(Kilo(r.All.Resident - r.None.Resident)), Table.Number(r.None.Heap / 1e6), Table.Number(r.None.Resident / 1e6)])]));
        bench.Report.Add(new Figure(Name, "an idle socket, resident", Median.Of(runs.Select(r => Kilo(r.All.Resident - r.None.Resident))), "kB", new Bar(AtMost, IsFloor: false)));
        bench.Report.Add(new Figure(Name, "an idle socket, managed heap", Median.Of(runs.Select(r => Kilo(r.All.Heap - r.None.Heap))), "kB", new Bar(AtMost, IsFloor: false)));
    }

    private static double Kilo(long bytes) => bytes / 1e3 / Count;

    private static Task HoldAsync(Bench bench, IReadOnlyList<Pair> couples, Task meanwhile, CancellationToken ct) => HoldAsync(bench, couples, () => meanwhile, ct);

    private static async Task HoldAsync(Bench bench, IReadOnlyList<Pair> couples, Func<Task> meanwhile, CancellationToken ct)
    {
        var sockets = new WireSocket[Count];
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, token) =>
        {
            var couple = couples[i / 2];
            var partner = i % 2 == 0 ? couple.A : couple.B;
            sockets[i] = await WireSocket.ConnectAsync(bench.App.BaseUrl, ChatFrames.PathOf(couple, partner), partner.Token, static _ => { }, token);
        });
        await Task.Delay(Settling, ct);
        await meanwhile();
        foreach (var socket in sockets) socket.Dispose();
    }
}
