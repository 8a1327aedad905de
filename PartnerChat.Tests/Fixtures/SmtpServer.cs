using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A mail server that speaks as much SMTP as a sender needs, and answers as a test wants it to.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentQueue<MimeMessage> _received = new();
    private readonly Task _accepting;

    public SmtpServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<MimeMessage> Received => [.. _received];

    /// <summary>What the next letters are answered at their end instead of being taken.</summary>
    public ConcurrentQueue<string> Refusals { get; } = new();

    /// <summary>Takes a letter, and is gone before it says so.</summary>
    public bool DiesAfterTaking { get; set; }

    public int Connections { get; private set; }

    /// <summary>The settings of an app that sends through it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Smtp:Host"] = "127.0.0.1",
        ["Smtp:Port"] = $"{Port}",
        ["Smtp:Security"] = "none",
        ["Smtp:From"] = "PartnerChat <partnerchat@chat.example>",
        ["PublicUrl"] = "https://chat.example",
    };

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true) talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var closing = client;
        Connections++;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 here");
            while (await reader.ReadLineAsync(_stopped.Token) is { } line && !line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                if (!line.Equals("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync("250 yes");
                    continue;
                }

                await writer.WriteLineAsync("354 go on");
                var letter = await ReadLetterAsync(reader);
                if (Refusals.TryDequeue(out var refusal))
                {
                    await writer.WriteLineAsync(refusal);
                    continue;
                }

                _received.Enqueue(letter);
                if (DiesAfterTaking) return;
                await writer.WriteLineAsync("250 taken");
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side is gone, or we are.
        }
    }

    private async Task<MimeMessage> ReadLetterAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stopped.Token) is { } line && line != ".")
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, _stopped.Token);
    }
}
