using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PartnerChat.Benchmarks.Yardsticks;

/// <summary>
/// The least that a server of this kind does: takes a frame from one socket, writes it to the partner's, and tells the sender that it was taken and that it
/// was told, as the app does. No sign-in, no storage, no order. Runs in a process of its own, as the app does.
/// </summary>
internal static class KestrelRelay
{
    /// <summary>The word on the command line that makes this process the relay; the address follows.</summary>
    public const string Verb = "relay";

    private const int Buffer = 4096;
    private static readonly byte[] Delivered = "{\"type\":\"delivered\"}"u8.ToArray();

    public static async Task RunAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.Urls.Add(url);
        app.UseWebSockets();
        var sockets = new ConcurrentDictionary<string, WebSocket>();
        app.Map("/{pair}/{side}", (HttpContext context, string pair, string side) => ServeAsync(context, sockets, $"{pair}/{side}", $"{pair}/{(side == "a" ? "b" : "a")}"));
        await app.RunAsync();
    }

    private static ValueTask SendAsync(WebSocket socket, ReadOnlyMemory<byte> frame, CancellationToken ct) =>
        socket.SendAsync(frame, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, ct);

    private static async Task ServeAsync(HttpContext context, ConcurrentDictionary<string, WebSocket> sockets, string own, string partners)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        sockets[own] = socket;
        var buffer = new byte[Buffer];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: WebSocketMessageType.Text } frame)
            {
                await SendAsync(socket, buffer.AsMemory(0, frame.Count), context.RequestAborted);
                if (!sockets.TryGetValue(partners, out var partner)) continue;
                await SendAsync(partner, buffer.AsMemory(0, frame.Count), context.RequestAborted);
                await SendAsync(socket, Delivered, context.RequestAborted);
            }
        }
        catch (WebSocketException)
        {
            // It went without a word.
            return;
        }
    }
}
