using System.Diagnostics;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Load;

/// <summary>What a run of readers did.</summary>
internal sealed record ReadResult(long Answers, TimeSpan Took, CpuUse Cpu, LatencyRecording Latency)
{
    public double PerSecond => Answers / Took.TotalSeconds;

    public IReadOnlyList<string> ToRow(string name) =>
    [
        name, Table.Number(PerSecond), .. Latency.Quantiles, Table.Number(Cpu.App.TotalMicroseconds / Answers), Table.Number(Cpu.Database.TotalMicroseconds / Answers),
    ];
}

/// <summary>Clients that ask by REST, each one question after the other.</summary>
internal sealed class Readers(Bench bench, IReadOnlyList<WireHttp> clients) : IDisposable
{
    public static readonly string[] Head = ["", "a second", "p50 ms", "p95 ms", "p99 ms", "max ms", "app us", "PostgreSQL us"];

    /// <summary>Both partners, in turn.</summary>
    public static async Task<Readers> ConnectAsync(Bench bench, Pair pair, int count, CancellationToken ct)
    {
        var clients = new List<WireHttp>();
        for (var i = 0; i < count; i++) clients.Add(await WireHttp.ConnectAsync(bench.App.BaseUrl, (i % 2 == 0 ? pair.A : pair.B).Token, ct));
        return new Readers(bench, clients);
    }

    /// <summary>Asks for that long.</summary>
    /// <param name="next">What the client of that number asks next, given its last answer; empty at first.</param>
    public async Task<ReadResult> RunAsync(TimeSpan duration, Func<int, ReadOnlyMemory<byte>, string> next, CancellationToken ct)
    {
        var latency = new LatencyRecording();
        var (used, start) = (bench.ReadCpu(), Stopwatch.GetTimestamp());
        var answers = await Task.WhenAll(clients.Select((client, i) => Task.Run(
            async () =>
            {
                var (count, last) = (0L, ReadOnlyMemory<byte>.Empty);
                while (Stopwatch.GetElapsedTime(start) < duration)
                {
                    var asked = Stopwatch.GetTimestamp();
                    last = await client.GetAsync(next(i, last), ct);
                    latency.Record(asked);
                    count++;
                }

                return count;
            },
            ct)));
        return new ReadResult(answers.Sum(), Stopwatch.GetElapsedTime(start), bench.ReadCpu() - used, latency);
    }

    public void Dispose()
    {
        foreach (var client in clients) client.Dispose();
    }
}
