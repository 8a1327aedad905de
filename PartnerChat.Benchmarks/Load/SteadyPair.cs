using System.Collections.Concurrent;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Load;

/// <summary>A pair over two sockets whose messages begin at their times, however many are on their way.</summary>
internal sealed class SteadyPair : IDisposable
{
    private readonly MessageTemplate _message = new();
    private readonly LatencyRecording _recording;
    private readonly ConcurrentDictionary<long, long> _underWay = new();
    private WireSocket? _a, _b;
    private long _received;

    private SteadyPair(LatencyRecording recording) => _recording = recording;

    public long Sent { get; private set; }

    public long Received => Volatile.Read(ref _received);

    /// <summary>What came that should not.</summary>
    public string? Fault { get; private set; }

    /// <param name="hasReader">Whether B listens at a socket.</param>
    public static async Task<SteadyPair> ConnectAsync(Bench bench, Pair pair, LatencyRecording recording, CancellationToken ct, bool hasReader = true)
    {
        var steady = new SteadyPair(recording);
        if (hasReader) steady._b = await WireSocket.ConnectAsync(bench.App.BaseUrl, ChatFrames.PathOf(pair, pair.B), pair.B.Token, steady.ToldB, ct);
        steady._a = await WireSocket.ConnectAsync(bench.App.BaseUrl, ChatFrames.PathOf(pair, pair.A), pair.A.Token, steady.ToldA, ct);
        return steady;
    }

    /// <summary>Sends the next message, which was to be sent at that time.</summary>
    public void Send(long intended)
    {
        _underWay[++Sent] = intended;
        _a!.Send(_message.Write(Sent));
    }

    public void Dispose()
    {
        _a?.Dispose();
        _b?.Dispose();
    }

    private void ToldA(ReadOnlySpan<byte> frame)
    {
        if (frame.StartsWith(ChatFrames.Error)) Fault ??= System.Text.Encoding.UTF8.GetString(frame);
    }

    private void ToldB(ReadOnlySpan<byte> frame)
    {
        if (!frame.StartsWith(ChatFrames.NewMessage)) return;
        if (!_underWay.TryRemove(Numbered.Read(frame), out var intended))
        {
            Fault ??= "A message came twice, or one that nobody sent.";
            return;
        }

        _recording.Record(intended);
        Interlocked.Increment(ref _received);
    }
}
