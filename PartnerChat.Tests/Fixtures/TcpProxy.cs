using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Stands between the app and its database, or a browser and the app, and does what networks do.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxyLink, Task> _links = new();
    private readonly Task _accepting;
    private volatile bool _isCut;
    private volatile bool _isBlackhole;
    private byte[]? _loseAnswerTo;

    private TcpProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether nothing is passed on: bytes vanish, and new connections are taken and never answered.</summary>
    public bool IsBlackhole => _isBlackhole;

    /// <summary>How long everything is under way, in each direction.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether an answer that was to be lost is lost by now.</summary>
    public bool HasLostAnswer => Volatile.Read(ref _loseAnswerTo) is null;

    /// <summary>A proxy before that database, and the connection string through it.</summary>
    public static TcpProxy Before(string connectionString, out string through)
    {
        var address = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        var proxy = new TcpProxy(address.Host!, address.Port);
        (address.Host, address.Port) = ("127.0.0.1", proxy.Port);
        through = address.ConnectionString;
        return proxy;
    }

    /// <summary>A proxy before that server, and the address through it.</summary>
    public static TcpProxy Before(Uri server, out string through)
    {
        var proxy = new TcpProxy(server.Host, server.Port);
        through = $"http://127.0.0.1:{proxy.Port}";
        return proxy;
    }

    /// <summary>Resets every connection, and each new one at once.</summary>
    public void Cut()
    {
        _isCut = true;
        ResetAll();
    }

    /// <summary>Swallows everything in both directions; nobody is told.</summary>
    public void Blackhole() => _isBlackhole = true;

    /// <summary>Passes again. What hung in a black hole is reset.</summary>
    public void Heal()
    {
        var wasBlackhole = _isBlackhole;
        _isCut = _isBlackhole = false;
        if (wasBlackhole) ResetAll();
    }

    /// <summary>Once: passes on the request that holds these bytes, then resets its connection in place of the answer.</summary>
    public void LoseAnswerTo(byte[] part) => Volatile.Write(ref _loseAnswerTo, part);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        ResetAll();
        await Task.WhenAll(_links.Values);
    }

    /// <summary>Takes the request of which the answer is to be lost: true for one only.</summary>
    internal bool TakeLosing(ReadOnlySpan<byte> request) =>
        Volatile.Read(ref _loseAnswerTo) is { } part && request.IndexOf(part) >= 0 && Interlocked.CompareExchange(ref _loseAnswerTo, null, part) == part;

    private void ResetAll()
    {
        foreach (var link in _links.Keys) link.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            var link = new ProxyLink(this, client);
            if (_isCut) link.Dispose();
            else _links[link] = RunAsync(link);
        }
    }

    private async Task RunAsync(ProxyLink link)
    {
        await Task.Yield();
        await link.RunAsync(_host, _port);
        _links.TryRemove(link, out _);
    }
}
