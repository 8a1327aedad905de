using Microsoft.Net.Http.Headers;

namespace PartnerChat.Web.Security;

/// <summary>
/// Cross-origin rules do not hold for WebSockets: any site may open one here, and the browser sends our cookie along. So a
/// handshake comes from our own host or from an allowed origin, or it carries no cookie.
/// </summary>
internal sealed class WebSocketOrigin(RequestDelegate next, IConfiguration configuration)
{
    private readonly HashSet<string> _allowed =
        new(configuration.GetSection("AllowedOrigins").Get<string[]>()?.Select(o => o.TrimEnd('/')) ?? [], StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        if (!WebSocketHandshake.Is(context) || IsAllowed(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsAllowed(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return !request.Headers.ContainsKey(HeaderNames.Cookie);
        return _allowed.Contains(origin) || OwnOrigin.Is(origin, request.Host);
    }
}
