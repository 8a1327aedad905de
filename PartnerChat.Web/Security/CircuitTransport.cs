namespace PartnerChat.Web.Security;

/// <summary>A circuit comes over a WebSocket or not at all: the other transports would pass by the check of its origin.</summary>
internal sealed class CircuitTransport(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // The route takes a slash at the end too.
        var isConnection = context.Request.Path.Value.AsSpan().TrimEnd('/').Equals("/_blazor", StringComparison.OrdinalIgnoreCase);
        if (!isConnection || WebSocketHandshake.Is(context)) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
