using System.Net.WebSockets;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>How a socket ends, and what its client is told of it.</summary>
internal sealed record SocketClose(WebSocketCloseStatus Status, string Reason)
{
    public static readonly SocketClose ByClient = new(WebSocketCloseStatus.NormalClosure, "");

    public static readonly SocketClose ShuttingDown = new(WebSocketCloseStatus.EndpointUnavailable, "The server is going down. Come back with your cursor.");

    public static readonly SocketClose TooLong = new(WebSocketCloseStatus.MessageTooBig, "A frame has at most 64 KiB.");

    public static readonly SocketClose BadFrames = new(WebSocketCloseStatus.PolicyViolation, "Too many frames that are none.");

    public static readonly SocketClose SignedOut = new(Revoked, "This session has ended. Sign in again.");

    public static readonly SocketClose RelationshipEnded = new(Revoked, "The relationship has ended.");

    /// <summary>The line is gone, or nothing can be said on it any more.</summary>
    public static readonly SocketClose Broken = new(WebSocketCloseStatus.Empty, "");

    private const WebSocketCloseStatus Revoked = (WebSocketCloseStatus)4401;
}
