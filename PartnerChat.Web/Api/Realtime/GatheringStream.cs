using System.Buffers;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>A socket's line. While it is held, what is written to it waits, and then goes out in one write. It has a buffer only while something waits.</summary>
internal sealed class GatheringStream(Stream line) : Stream
{
    private const int FirstBuffer = 4096;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private byte[] _waiting = [];
    private volatile int _length;
    private bool _isHeld;

    /// <summary>How many bytes wait.</summary>
    public int Waiting => _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From now on what is written waits for <see cref="ReleaseAsync"/>.</summary>
    public void Hold()
    {
        lock (_gate) _isHeld = true;
    }

    /// <summary>Writes what waits.</summary>
    public Task ReleaseAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            _isHeld = false;
            if (_length == 0) return Task.CompletedTask;
        }

        return WriteOutAsync(ct);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Append(buffer.Span);
            if (_isHeld) return ValueTask.CompletedTask;
        }

        return new ValueTask(WriteOutAsync(cancellationToken));
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Whatever is written here is flushed by the line itself.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => line.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        line.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Return(Take().Bytes);
            line.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task WriteOutAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        var (bytes, length) = Take();
        try
        {
            if (length > 0) await line.WriteAsync(bytes.AsMemory(0, length), ct);
        }
        finally
        {
            Return(bytes);
            _turn.Release();
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_waiting.Length - _length < bytes.Length) Grow(_length + bytes.Length);
        bytes.CopyTo(_waiting.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, FirstBuffer));
        _waiting.AsSpan(0, _length).CopyTo(larger);
        Return(_waiting);
        _waiting = larger;
    }

    private (byte[] Bytes, int Length) Take()
    {
        lock (_gate)
        {
            var taken = (_waiting, _length);
            (_waiting, _length) = ([], 0);
            return taken;
        }
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }
}
