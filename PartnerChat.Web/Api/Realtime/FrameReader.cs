using System.Buffers;
using System.Net.WebSockets;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>What came over the line.</summary>
internal enum ReceivedKind
{
    /// <summary>A whole text frame, its fragments put together.</summary>
    Text,

    /// <summary>A whole binary frame: nothing that we know.</summary>
    Binary,

    /// <summary>A frame above <see cref="FrameReader.MaxBytes"/>. What follows is to be thrown away.</summary>
    TooLong,

    /// <summary>The client closes.</summary>
    Close,
}

/// <summary>Reads whole frames. It holds a buffer only while one is on its way.</summary>
internal sealed class FrameReader(WebSocket socket)
{
    /// <summary>The longest frame: 5,000 characters fit, however they are escaped.</summary>
    public const int MaxBytes = 64 * 1024;
    private const int FirstBuffer = 4096;

    /// <summary>Waits for a frame and hands its bytes to <paramref name="use"/>, which may not keep them.</summary>
    public async Task<T> ReadAsync<T>(Func<ReceivedKind, ReadOnlyMemory<byte>, T> use)
    {
        var buffer = Array.Empty<byte>();
        var length = 0;
        try
        {
            while (true)
            {
                // The first buffer is empty: it waits for data without holding memory meanwhile.
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += received.Count;
                if (received.MessageType == WebSocketMessageType.Close) return use(ReceivedKind.Close, default);
                if (length > MaxBytes) return use(ReceivedKind.TooLong, default);
                if (received.EndOfMessage) return use(received.MessageType == WebSocketMessageType.Text ? ReceivedKind.Text : ReceivedKind.Binary, buffer.AsMemory(0, length));
                if (length == buffer.Length) buffer = Grow(buffer);
            }
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length == 0 ? FirstBuffer : Math.Min(2 * full.Length, MaxBytes + 1));
        full.CopyTo(larger, 0);
        if (full.Length > 0) ArrayPool<byte>.Shared.Return(full, clearArray: true);
        return larger;
    }
}
