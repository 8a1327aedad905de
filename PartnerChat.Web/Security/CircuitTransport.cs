using Microsoft.AspNetCore.Http.Features;

namespace PartnerChat.Web.Security;

/// <summary>A circuit comes over a WebSocket or not at all: the other transports would pass by the check of its origin.</summary>
internal sealed class CircuitTransport(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isConnection = context.Request.Path.Equals("/_blazor", StringComparison.OrdinalIgnoreCase);
        var isWebSocket = context.Request.Headers.ContainsKey("Upgrade") || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
        if (!isConnection || isWebSocket) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
