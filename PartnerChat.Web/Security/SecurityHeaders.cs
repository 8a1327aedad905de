using Microsoft.Extensions.Primitives;

namespace PartnerChat.Web.Security;

/// <summary>The headers that every answer carries.</summary>
internal static class SecurityHeaders
{
    private const string Permissions =
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-create=(self), publickey-credentials-get=(self)";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Write, context);
        return next(context);
    });

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy.For(context);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        // A page may show names or a link that only its reader should have; none is kept by a cache.
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true) headers.CacheControl = new StringValues("no-store");
        headers.Location = WithoutOwnHost(headers.Location.ToString(), context.Request);
        return Task.CompletedTask;
    }

    // A path is right behind any proxy, also one that does not tell us its scheme.
    private static string? WithoutOwnHost(string location, HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host}";
        // A path that begins with two slashes would name another host.
        var isPath = location.StartsWith(own + "/", StringComparison.Ordinal) && location.AsSpan(own.Length + 1) is not ['/' or '\\', ..];
        return isPath ? location[own.Length..] : location is "" ? null : location;
    }
}
