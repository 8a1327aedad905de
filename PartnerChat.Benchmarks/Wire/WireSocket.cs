using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.Wire;

/// <summary>
/// A WebSocket with next to nothing around it: driver and server share the processors, and what the driver takes is missing from what is measured.
/// Text frames that are not fragmented; pings are answered.
/// </summary>
internal sealed class WireSocket : IDisposable
{
    private const int FirstBuffer = 4096, LongestHead = 14, MaskLength = 4;
    private const byte Final = 0x80, Text = 1, Close = 8, Ping = 9, Pong = 10, IsMasked = 0x80, In16Bits = 126, In64Bits = 127;

    private readonly Socket _line;
    private readonly Action<ReadOnlySpan<byte>> _told;
    private readonly Lock _sending = new();
    private byte[] _received = new byte[FirstBuffer];
    private byte[] _sent = new byte[FirstBuffer];
    private int _length;

    private WireSocket(Socket line, Action<ReadOnlySpan<byte>> told) => (_line, _told) = (line, told);

    /// <summary>Completes when the line has ended.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <param name="told">Called with each frame that comes, one at a time; it may keep nothing of it.</param>
    public static async Task<WireSocket> ConnectAsync(Uri server, string pathAndQuery, string? token, Action<ReadOnlySpan<byte>> told, CancellationToken ct)
    {
        var line = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await line.ConnectAsync(IPAddress.Loopback, server.Port, ct);
            var socket = new WireSocket(line, told);
            await socket.ShakeHandsAsync(server, pathAndQuery, token, ct);
            socket.Ended = Task.Run(socket.ReadAsync, CancellationToken.None);
            return socket;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    /// <summary>Sends a text frame. A small one fits into the line at once, so nobody waits.</summary>
    public void Send(ReadOnlySpan<byte> utf8) => Send(Text, utf8);

    public void Dispose() => _line.Dispose();

    private void Send(byte kind, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
        {
            if (_sent.Length < payload.Length + LongestHead) _sent = new byte[2 * (payload.Length + LongestHead)];
            _sent[0] = (byte)(Final | kind);
            var head = 2;
            if (payload.Length < In16Bits)
            {
                _sent[1] = (byte)(IsMasked | payload.Length);
            }
            else
            {
                _sent[1] = IsMasked | In16Bits;
                BinaryPrimitives.WriteUInt16BigEndian(_sent.AsSpan(head), checked((ushort)payload.Length));
                head += sizeof(ushort);
            }

            // A mask of zeroes is one too, and leaves the text as it is.
            _sent.AsSpan(head, MaskLength).Clear();
            payload.CopyTo(_sent.AsSpan(head + MaskLength));
            for (ReadOnlySpan<byte> left = _sent.AsSpan(0, head + MaskLength + payload.Length); left.Length > 0;) left = left[_line.Send(left)..];
        }
    }

    private async Task ShakeHandsAsync(Uri server, string pathAndQuery, string? token, CancellationToken ct)
    {
        var request = $"GET {pathAndQuery} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n";
        await _line.SendAsync(Encoding.ASCII.GetBytes(request), ct);
        int end;
        while ((end = _received.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await _line.ReceiveAsync(_received.AsMemory(_length), ct);
            if (read == 0) throw new BenchmarkException("The server hung up on a handshake.");
            _length += read;
        }

        var answer = Encoding.ASCII.GetString(_received, 0, end);
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new BenchmarkException($"The socket was refused: {answer.Split('\r')[0]}");
        Drop(end + 4);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (TakeFrames())
            {
                if (_length == _received.Length) Array.Resize(ref _received, 2 * _length);
                var read = await _line.ReceiveAsync(_received.AsMemory(_length), CancellationToken.None);
                if (read == 0) return;
                _length += read;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The line is gone.
            return;
        }
    }

    // False once the server closes.
    private bool TakeFrames()
    {
        var taken = 0;
        while (ReadFrame(_received.AsSpan(taken, _length - taken), out var kind, out var payload) is > 0 and var size)
        {
            if (kind == Text) _told(payload);
            else if (kind == Ping) Send(Pong, payload);
            else if (kind == Close) return false;
            taken += size;
        }

        Drop(taken);
        return true;
    }

    // The size of the frame at the beginning; 0 if it is not whole yet. A server masks nothing.
    private static int ReadFrame(ReadOnlySpan<byte> bytes, out byte kind, out ReadOnlySpan<byte> payload)
    {
        kind = 0;
        payload = default;
        if (bytes.Length < 2) return 0;
        kind = (byte)(bytes[0] & 0x0F);
        var (head, length) = bytes[1] switch
        {
            In16Bits when bytes.Length >= 4 => (4, (long)BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            In64Bits when bytes.Length >= 10 => (10, BinaryPrimitives.ReadInt64BigEndian(bytes[2..])),
            In16Bits or In64Bits => (0, 0),
            var small => (2, small),
        };
        if (head == 0 || bytes.Length < head + length) return 0;
        payload = bytes.Slice(head, (int)length);
        return head + (int)length;
    }

    private void Drop(int count)
    {
        _received.AsSpan(count, _length - count).CopyTo(_received);
        _length -= count;
    }
}
