using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Load;

/// <summary>Pairs that send at a given rate, all together.</summary>
internal sealed class SteadyTalk(Bench bench, IReadOnlyList<Pair> couples, IReadOnlyList<SteadyPair> pairs, LatencyRecording recording, bool hasReaders) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <param name="hasReaders">Whether the partners listen at sockets.</param>
    public static async Task<SteadyTalk> ConnectAsync(Bench bench, IReadOnlyList<Pair> couples, CancellationToken ct, bool hasReaders = true)
    {
        var recording = new LatencyRecording();
        var pairs = new List<SteadyPair>();
        foreach (var couple in couples) pairs.Add(await SteadyPair.ConnectAsync(bench, couple, recording, ct, hasReaders));
        return new SteadyTalk(bench, couples, pairs, recording, hasReaders);
    }

    /// <summary>Times so far; of readers at sockets.</summary>
    public LatencyRecording Latency => recording;

    /// <summary>How many messages each conversation was sent, at least.</summary>
    public long SentEach => pairs.Min(p => p.Sent);

    /// <summary>Sends for that long, and waits until all has come; what it took.</summary>
    /// <exception cref="BenchmarkException">Something was refused, came twice, or did not come.</exception>
    public async Task<(int Messages, CpuUse Cpu)> RunAsync(double perSecond, TimeSpan duration, CancellationToken ct)
    {
        var used = bench.ReadCpu();
        var count = await OpenLoop.RunAsync(perSecond, duration, (i, intended) => pairs[i % pairs.Count].Send(intended), ct);
        var since = TimeProvider.System.GetTimestamp();
        while (hasReaders && pairs.Sum(p => p.Received) < pairs.Sum(p => p.Sent) && pairs.All(p => p.Fault is null))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new BenchmarkException($"{pairs.Sum(p => p.Sent - p.Received)} messages did not come.");
            await Task.Delay(BetweenLooks, ct);
        }

        if (pairs.Select(p => p.Fault).FirstOrDefault(f => f is not null) is { } fault) throw new BenchmarkException(fault);
        return (count, bench.ReadCpu() - used);
    }

    /// <summary>Looks into the database: every message is there once, and delivered.</summary>
    /// <param name="before">How many messages each conversation held before.</param>
    public Task CheckAsync(CancellationToken ct, long before = 0) =>
        StoredCheck.RunAsync(bench.Postgres.Database, couples.Zip(pairs).ToDictionary(p => p.First.ConversationId, p => p.Second.Sent + before), ct);

    public void Dispose()
    {
        foreach (var pair in pairs) pair.Dispose();
    }
}
