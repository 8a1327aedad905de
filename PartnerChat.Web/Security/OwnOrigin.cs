namespace PartnerChat.Web.Security;

/// <summary>Whether an origin, as a browser tells it, is our own.</summary>
internal static class OwnOrigin
{
    // Behind a proxy that ends TLS our own scheme may differ from the browser's, so host and port decide.
    public static bool Is(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https")
        && string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port is { } port ? uri.Port == port : uri.IsDefaultPort);
}
