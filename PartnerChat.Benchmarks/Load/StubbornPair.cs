using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Load;

/// <summary>A pair that goes on whatever happens to the database: what is not acknowledged in time is sent again under its id, as a phone would.</summary>
internal sealed class StubbornPair : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly MessageTemplate _message = new();
    private WireSocket? _a, _b;
    private TaskCompletionSource? _acknowledged;
    private long _repeats, _doubled, _received;
    private long _toldLast;

    public long Sent { get; private set; }

    /// <summary>How often something was sent again.</summary>
    public long Repeats => _repeats;

    /// <summary>Messages that came to B, and how many of them twice.</summary>
    public (long Came, long Twice) Received => (Volatile.Read(ref _received), Volatile.Read(ref _doubled));

    public static async Task<StubbornPair> ConnectAsync(Bench bench, Pair pair, CancellationToken ct)
    {
        var stubborn = new StubbornPair();
        stubborn._b = await WireSocket.ConnectAsync(bench.App.BaseUrl, ChatFrames.PathOf(pair, pair.B), pair.B.Token, stubborn.ToldB, ct);
        stubborn._a = await WireSocket.ConnectAsync(bench.App.BaseUrl, ChatFrames.PathOf(pair, pair.A), pair.A.Token, stubborn.ToldA, ct);
        return stubborn;
    }

    /// <summary>Sends one message after the other until told to stop; each is acknowledged before the next.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Sent++;
            while (!await TrySendAsync()) _repeats++;
        }
    }

    public void Dispose()
    {
        _a?.Dispose();
        _b?.Dispose();
    }

    private async Task<bool> TrySendAsync()
    {
        var acknowledged = _acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _a!.Send(_message.Write(Sent));
        try
        {
            await acknowledged.Task.WaitAsync(Patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // A refusal while the database is away is waited out like a silence.
    private void ToldA(ReadOnlySpan<byte> frame)
    {
        if (frame.StartsWith(ChatFrames.MessageSent) && frame.IndexOf(_message.Id) >= 0) _acknowledged?.TrySetResult();
    }

    private void ToldB(ReadOnlySpan<byte> frame)
    {
        if (!frame.StartsWith(ChatFrames.NewMessage)) return;
        var number = Numbered.Read(frame);
        if (number <= _toldLast) Interlocked.Increment(ref _doubled);
        _toldLast = Math.Max(_toldLast, number);
        Interlocked.Increment(ref _received);
    }
}
