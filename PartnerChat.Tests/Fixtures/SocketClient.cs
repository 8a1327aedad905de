using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A client on the socket: keeps every frame that came, and how it was closed.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly List<JsonObject> _frames = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    private SocketClient(ClientWebSocket socket) => _socket = socket;

    /// <summary>The frames so far, as they came.</summary>
    public IReadOnlyList<JsonObject> Frames
    {
        get
        {
            lock (_frames) return [.. _frames];
        }
    }

    public int? CloseStatus => (int?)_socket.CloseStatus;

    /// <summary>Whether there is nothing more to come.</summary>
    public bool HasEnded => _reading.IsCompleted;

    /// <summary>The cursor to come back with.</summary>
    public long Cursor => Frames.Select(f => (long?)f["cursor"]).Max() ?? 0;

    /// <summary>Opens the socket; fails with a <see cref="WebSocketException"/> when the handshake is refused.</summary>
    /// <param name="isReading">False: a client that does not read until told to.</param>
    public static async Task<SocketClient> ConnectAsync(Uri address, Action<ClientWebSocketOptions> authorize, bool isReading = true)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        authorize(socket.Options);
        await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        var client = new SocketClient(socket);
        if (isReading) client.StartReading();
        return client;
    }

    public void StartReading() => _reading = ReadAsync();

    public IEnumerable<JsonObject> Of(string type) => Frames.Where(f => (string?)f["type"] == type);

    public Task SendAsync(object frame) => SendTextAsync(JsonSerializer.Serialize(frame));

    public Task SendTextAsync(string text) => SendBytesAsync(Encoding.UTF8.GetBytes(text));

    public Task SendBytesAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool isLast = true) =>
        _socket.SendAsync(bytes, type, isLast, TestContext.Current.CancellationToken).AsTask();

    /// <summary>Sends a message; its client id.</summary>
    public async Task<Guid> SayAsync(string content, Guid? clientMessageId = null)
    {
        var id = clientMessageId ?? Guid.NewGuid();
        await SendAsync(new { type = "message", content, client_message_id = id });
        return id;
    }

    public Task WaitForAsync(Func<SocketClient, bool> condition) => Eventually.HoldsAsync(() => condition(this), TestContext.Current.CancellationToken);

    public async Task<JsonObject> WaitForAsync(string type)
    {
        await WaitForAsync(c => c.Of(type).Any());
        return Of(type).First();
    }

    public async Task<int?> WaitForCloseAsync()
    {
        await WaitForAsync(c => c.HasEnded);
        return CloseStatus;
    }

    /// <summary>Goes without a word, as a phone does that lost its line.</summary>
    public void Drop() => _socket.Abort();

    public async Task CloseAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await WaitForAsync(c => c.HasEnded);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await _socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                    length += received.Count;
                }
                while (!received.EndOfMessage);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _stop.Token);
                    return;
                }

                var frame = JsonNode.Parse(buffer.AsSpan(0, length))!.AsObject();
                lock (_frames) _frames.Add(frame);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The line is gone.
            return;
        }
    }
}
