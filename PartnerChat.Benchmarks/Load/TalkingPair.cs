using System.Diagnostics;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Load;

/// <summary>
/// A pair over two sockets, with one message on its way at a time: A sends the next one once B's socket has the last one. It counts all that it is told, so
/// that what was lost or doubled shows.
/// </summary>
internal sealed class TalkingPair : IDisposable
{
    private readonly MessageTemplate _message = new();
    private readonly byte[] _expected;
    private WireSocket? _a, _b;
    private volatile LatencyRecording? _recording;
    private TaskCompletionSource? _quiet;
    private long _until, _sentAt;
    private long _received, _acknowledged, _delivered;

    private TalkingPair(ReadOnlySpan<byte> expected) => _expected = expected.ToArray();

    public long Sent { get; private set; }

    /// <summary>How many came to B.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>How many A was told of as stored, and as delivered.</summary>
    public (long Stored, long Delivered) Told => (Volatile.Read(ref _acknowledged), Volatile.Read(ref _delivered));

    /// <summary>What came that should not: an error, or another message than the one on its way.</summary>
    public string? Fault { get; private set; }

    public static Task<TalkingPair> ConnectAsync(Uri server, Pair pair, CancellationToken ct) =>
        ConnectAsync(server, (ChatFrames.PathOf(pair, pair.A), pair.A.Token), (ChatFrames.PathOf(pair, pair.B), pair.B.Token), ChatFrames.NewMessage.ToArray(), ct);

    /// <param name="expected">How the frame begins that brings B a message.</param>
    public static async Task<TalkingPair> ConnectAsync(Uri server, (string Path, string? Token) a, (string Path, string? Token) b, byte[] expected, CancellationToken ct)
    {
        var talking = new TalkingPair(expected);
        talking._b = await WireSocket.ConnectAsync(server, b.Path, b.Token, talking.ToldB, ct);
        talking._a = await WireSocket.ConnectAsync(server, a.Path, a.Token, talking.ToldA, ct);
        return talking;
    }

    /// <summary>Talks until then; returns once the last message has come.</summary>
    /// <param name="until">As <see cref="Stopwatch.GetTimestamp"/> says it.</param>
    public async Task TalkAsync(long until, LatencyRecording? recording, CancellationToken ct)
    {
        _recording = recording;
        _until = until;
        _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SendNext();
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until) + TimeSpan.FromSeconds(30);
        await Task.WhenAny(_quiet.Task, _a!.Ended, _b!.Ended).WaitAsync(left, ct);
        if (!_quiet.Task.IsCompletedSuccessfully) Fault ??= "A line was closed.";
    }

    public void Dispose()
    {
        _a?.Dispose();
        _b?.Dispose();
    }

    private void SendNext()
    {
        _sentAt = Stopwatch.GetTimestamp();
        _a!.Send(_message.Write(++Sent));
    }

    private void ToldA(ReadOnlySpan<byte> frame)
    {
        if (frame.StartsWith(ChatFrames.MessageSent)) Interlocked.Increment(ref _acknowledged);
        else if (frame.StartsWith(ChatFrames.Delivered)) Interlocked.Increment(ref _delivered);
        else if (frame.StartsWith(ChatFrames.Error)) Fail(System.Text.Encoding.UTF8.GetString(frame));
    }

    private void ToldB(ReadOnlySpan<byte> frame)
    {
        if (!frame.StartsWith(_expected)) return;
        if (frame.IndexOf(_message.Id) < 0)
        {
            Fail("Another message came than the one on its way.");
            return;
        }

        Interlocked.Increment(ref _received);
        _recording?.Record(_sentAt);
        if (Stopwatch.GetTimestamp() < _until) SendNext();
        else _quiet?.TrySetResult();
    }

    private void Fail(string fault)
    {
        Fault ??= fault;
        _quiet?.TrySetResult();
    }
}
