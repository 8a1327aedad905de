using System.Net;
using System.Net.WebSockets;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>Asks for a socket as the actor of a scene.</summary>
internal static class Handshakes
{
    /// <summary>The status of the answer: 101, over HTTP/2 200, when there is a socket. It is let go of at once.</summary>
    public static async Task<int> ShakeAsync(Scene scene, PartnerSide side)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        Authorize(scene, socket.Options);
        try
        {
            if (scene.Server.IsHttp2) (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            using var handler = new SocketsHttpHandler();
            using var invoker = new HttpMessageInvoker(handler);
            await socket.ConnectAsync(Address(scene, side), invoker, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status says why.
            return (int)socket.HttpStatusCode;
        }

        return (int)socket.HttpStatusCode;
    }

    public static void Authorize(Scene scene, ClientWebSocketOptions options)
    {
        if (scene.Token.Length > 0) options.SetRequestHeader("Authorization", $"Bearer {scene.Token}");
        if (scene.Cookie is not { Length: > 0 } cookie || scene.Token.Length > 0) return;
        options.SetRequestHeader("Cookie", cookie);
        options.SetRequestHeader("Origin", scene.Server.BaseUrl);
    }

    public static Uri Address(Scene scene, PartnerSide side) => new UriBuilder(scene.Server.BaseUrl)
    {
        Scheme = "ws",
        Path = "/api/realtime/partner-chat",
        Query = $"conversation_id={scene.Target.ConversationId}&partner_id={side.ToName()}",
    }.Uri;
}
