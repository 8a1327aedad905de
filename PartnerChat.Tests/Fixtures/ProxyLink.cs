using System.Net.Sockets;
using System.Threading.Channels;

namespace PartnerChat.Tests.Fixtures;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxyLink(TcpProxy proxy, Socket client) : IDisposable
{
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _losesAnswer;

    public async Task RunAsync(string host, int port)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(host, port);
            await Task.WhenAny(PumpAsync(client, _server, PassRequest), PumpLateAsync(_server, client, PassAnswer));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Either end went, or there is nobody behind the proxy.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Ends both connections with a reset.</summary>
    public void Dispose()
    {
        client.Close(timeout: 0);
        _server.Close(timeout: 0);
    }

    private bool PassRequest(ReadOnlySpan<byte> request)
    {
        if (proxy.TakeLosing(request)) _losesAnswer = true;
        return !proxy.IsBlackhole;
    }

    private bool PassAnswer(ReadOnlySpan<byte> answer)
    {
        if (!_losesAnswer) return !proxy.IsBlackhole;
        // The server answers when it has committed.
        Dispose();
        return false;
    }

    private static async Task PumpAsync(Socket from, Socket to, PassOn pass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (!pass(buffer.AsSpan(0, count))) continue;
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other direction ends as well.
        }
    }

    // In order, each piece after the line's latency, and the next ones are read meanwhile.
    private async Task PumpLateAsync(Socket from, Socket to, PassOn pass)
    {
        var pieces = Channel.CreateUnbounded<(byte[] Bytes, long Since)>();
        var sending = SendLateAsync(pieces.Reader, to);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (pass(buffer.AsSpan(0, count))) pieces.Writer.TryWrite((buffer.AsSpan(0, count).ToArray(), TimeProvider.System.GetTimestamp()));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other direction ends as well.
        }

        pieces.Writer.Complete();
        await sending;
    }

    private async Task SendLateAsync(ChannelReader<(byte[] Bytes, long Since)> pieces, Socket to)
    {
        try
        {
            await foreach (var (bytes, since) in pieces.ReadAllAsync())
            {
                var rest = proxy.Latency - TimeProvider.System.GetElapsedTime(since);
                if (rest > TimeSpan.Zero) await Task.Delay(rest);
                for (var sent = 0; sent < bytes.Length;) sent += await to.SendAsync(bytes.AsMemory(sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other direction ends as well.
        }
    }

    private delegate bool PassOn(ReadOnlySpan<byte> bytes);
}
