using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.Wire;

/// <summary>Asks by HTTP/1.1 over one line, one question after the other, with next to nothing around it.</summary>
internal sealed class WireHttp : IDisposable
{
    private const int FirstBuffer = 64 * 1024;

    private readonly Socket _line = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _head;
    private byte[] _received = new byte[FirstBuffer];

    private WireHttp(Uri server, string token) => _head = $" HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n";

    public static async Task<WireHttp> ConnectAsync(Uri server, string token, CancellationToken ct)
    {
        var http = new WireHttp(server, token);
        await http._line.ConnectAsync(IPAddress.Loopback, server.Port, ct);
        return http;
    }

    /// <summary>The answer, head and body, as it came; good until the next question.</summary>
    /// <exception cref="BenchmarkException">It is not 200.</exception>
    public async Task<ReadOnlyMemory<byte>> GetAsync(string pathAndQuery, CancellationToken ct)
    {
        await _line.SendAsync(Encoding.ASCII.GetBytes($"GET {pathAndQuery}{_head}"), ct);
        var length = 0;
        do
        {
            if (length == _received.Length) Array.Resize(ref _received, 2 * length);
            var read = await _line.ReceiveAsync(_received.AsMemory(length), ct);
            if (read == 0) throw new BenchmarkException("The server hung up.");
            length += read;
        }
        while (!IsWhole(_received.AsSpan(0, length)));
        if (!_received.AsSpan().StartsWith("HTTP/1.1 200"u8)) throw new BenchmarkException(Encoding.UTF8.GetString(_received, 0, length));
        return _received.AsMemory(0, length);
    }

    public void Dispose() => _line.Dispose();

    // A JSON text holds no line break of its own, so the end of the last piece can stand nowhere else.
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var field = answer[..head].IndexOf("Content-Length: "u8);
        if (field < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var value = answer[(field + "Content-Length: ".Length)..];
        return answer.Length >= head + 4 + int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
