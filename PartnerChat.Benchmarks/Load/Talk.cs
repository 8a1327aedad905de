using System.Diagnostics;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Load;

/// <summary>What a run of talking pairs did, and what it took.</summary>
internal sealed record TalkResult(long Messages, TimeSpan Took, CpuUse Cpu, LatencyRecording Latency)
{
    public double PerSecond => Messages / Took.TotalSeconds;

    /// <summary>Microseconds of a processor for each message.</summary>
    public double Each(TimeSpan cpu) => cpu.TotalMicroseconds / Messages;
}

/// <summary>Pairs that talk, all at once.</summary>
internal sealed class Talk(IReadOnlyList<TalkingPair> pairs, Func<CpuUse> cpu) : IDisposable
{
    private const int ConnectAtOnce = 8;

    /// <summary>Connects that many, each from that place in the row.</summary>
    public static async Task<Talk> ConnectAsync(int count, Func<int, CancellationToken, Task<TalkingPair>> connect, Func<CpuUse> cpu, CancellationToken ct)
    {
        var pairs = new TalkingPair[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce, CancellationToken = ct }, async (i, token) => pairs[i] = await connect(i, token));
        return new Talk(pairs, cpu);
    }

    /// <summary>Talks for that long.</summary>
    /// <exception cref="BenchmarkException">Something was refused, or came that should not.</exception>
    public async Task<TalkResult> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var latency = new LatencyRecording();
        var (received, used) = (pairs.Sum(p => p.Received), cpu());
        var start = Stopwatch.GetTimestamp();
        var until = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(pairs.Select(p => p.TalkAsync(until, latency, ct)));
        var took = Stopwatch.GetElapsedTime(start);
        used = cpu() - used;
        if (pairs.Select(p => p.Fault).FirstOrDefault(f => f is not null) is { } fault) throw new BenchmarkException(fault);
        return new TalkResult(pairs.Sum(p => p.Received) - received, took, used, latency);
    }

    /// <summary>How many messages each has sent, in their order.</summary>
    public IReadOnlyList<long> Sent => [.. pairs.Select(p => p.Sent)];

    public void Dispose()
    {
        foreach (var pair in pairs) pair.Dispose();
    }
}
