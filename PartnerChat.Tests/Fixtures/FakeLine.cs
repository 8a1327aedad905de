using System.Net.WebSockets;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A socket's line without a network: what comes and goes is the test's to say.</summary>
internal sealed class FakeLine : WebSocket
{
    private readonly TaskCompletionSource<ValueWebSocketReceiveResult> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    /// <summary>The frames that come first; after them it is silent until the server closes, and then closes too.</summary>
    public IReadOnlyList<byte[]> Frames { get; init; } = [];

    public Exception? FailsReading { get; init; }

    public Exception? FailsWriting { get; init; }

    /// <summary>How many of the frames were taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Whether the server read the client's close frame.</summary>
    public bool IsCloseRead { get; private set; }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public override void Abort() => _last.TrySetException(new WebSocketException());

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _last.TrySetResult(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true));
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (FailsReading is { } fault) throw fault;
        if (_taken < Frames.Count)
        {
            if (buffer.IsEmpty) return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Text, endOfMessage: false);
            var frame = Frames[_taken];
            frame.CopyTo(buffer);
            Interlocked.Increment(ref _taken);
            return new ValueWebSocketReceiveResult(frame.Length, WebSocketMessageType.Text, endOfMessage: true);
        }

        var last = await _last.Task;
        IsCloseRead = true;
        return last;
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, WebSocketMessageFlags messageFlags, CancellationToken cancellationToken) =>
        FailsWriting is { } fault ? ValueTask.FromException(fault) : ValueTask.CompletedTask;
}
