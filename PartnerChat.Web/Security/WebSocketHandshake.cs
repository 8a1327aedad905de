using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace PartnerChat.Web.Security;

/// <summary>Whether a request asks for a WebSocket, read as the platform reads it: one among several upgrades is one too.</summary>
internal static class WebSocketHandshake
{
    private const string Protocol = "websocket";

    public static bool Is(HttpContext context) =>
        context.Request.Headers.GetCommaSeparatedValues(HeaderNames.Upgrade).Contains(Protocol, StringComparer.OrdinalIgnoreCase)
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: Protocol };
}
