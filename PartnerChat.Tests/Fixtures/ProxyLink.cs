using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace PartnerChat.Tests.Fixtures;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxyLink(TcpProxy proxy, Socket client) : IDisposable
{
    // As much as a line holds: who sends on waits, as before a slow reader.
    private const int MaxUnderWay = 64;

    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _losesAnswer;

    public async Task RunAsync(string host, int port)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(host, port);
            await Task.WhenAny(PumpAsync(client, _server, PassRequest), PumpAsync(_server, client, PassAnswer));
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

    private async Task PumpAsync(Socket from, Socket to, PassOn pass)
    {
        var underWay = Channel.CreateBounded<(byte[] Bytes, long Since)>(MaxUnderWay);
        var arriving = ArriveAsync(underWay.Reader, to);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (pass(buffer.AsSpan(0, count))) await underWay.Writer.WriteAsync((buffer[..count], Stopwatch.GetTimestamp()));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or ChannelClosedException)
        {
            // The other direction ends as well.
        }

        underWay.Writer.TryComplete();
        await arriving;
    }

    private async Task ArriveAsync(ChannelReader<(byte[] Bytes, long Since)> underWay, Socket to)
    {
        try
        {
            await foreach (var (bytes, since) in underWay.ReadAllAsync())
            {
                // What follows it was under way meanwhile: a delay is no lower rate.
                if (proxy.Delay - Stopwatch.GetElapsedTime(since) is var rest && rest > TimeSpan.Zero) await Task.Delay(rest);
                for (var sent = 0; sent < bytes.Length;) sent += await to.SendAsync(bytes.AsMemory(sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Dispose();
        }
    }

    private delegate bool PassOn(ReadOnlySpan<byte> bytes);
}
