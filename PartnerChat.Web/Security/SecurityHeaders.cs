using Microsoft.Extensions.Primitives;

namespace PartnerChat.Web.Security;

/// <summary>The headers that answers carry: all of them, or all that a browser may show as a page.</summary>
internal static class SecurityHeaders
{
    private const string Permissions =
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-create=(self), publickey-credentials-get=(self)";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Write, context);
        return next(context);
    });

    public static bool IsPage(HttpResponse response) => Is(response, "text/html");

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (!IsPartOfPage(context.Response))
        {
            headers.ContentSecurityPolicy = ContentPolicy.For(context);
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = Permissions;
        }

        // A page may show names or a link that only its reader should have; none is kept by a cache.
        if (IsPage(context.Response)) headers.CacheControl = new StringValues("no-store");
        headers.Location = WithoutOwnHost(headers.Location.ToString(), context.Request);
        return Task.CompletedTask;
    }

    // What a script, a style or a font may do is said by the page that they are a part of (no script is a worker), and all that they ask for is our own. A first
    // visit fetches seventy of them: sent with each, the policies would weigh more than many of the files.
    private static bool IsPartOfPage(HttpResponse response) => Is(response, "text/javascript") || Is(response, "text/css") || Is(response, "font/woff2");

    private static bool Is(HttpResponse response, string type) => response.ContentType?.StartsWith(type, StringComparison.Ordinal) == true;

    // A path is right behind any proxy, also one that does not tell us its scheme.
    private static string? WithoutOwnHost(string location, HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host}";
        // A path that begins with two slashes would name another host.
        var isPath = location.StartsWith(own + "/", StringComparison.Ordinal) && location.AsSpan(own.Length + 1) is not ['/' or '\\', ..];
        return isPath ? location[own.Length..] : location is "" ? null : location;
    }
}
