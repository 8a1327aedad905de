using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>What a request says of the device that it comes from: as much as its owner needs to know it again, and no more.</summary>
internal static class SessionDevice
{
    private const string ZoneCookie = "pc-zone";
    private const int LongestZone = 64;

    // In this order: most name others beside themselves.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Version/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];

    /// <summary>The origin of a session that this request begins.</summary>
    public static SessionOrigin OriginOf(HttpRequest request, string? secondFactor)
    {
        var (browser, system) = Of(request.Headers.UserAgent.ToString());
        return new SessionOrigin(browser, system, ZoneOf(request), secondFactor);
    }

    /// <summary>Browser and system as people call them; null what is not known.</summary>
    public static (string? Browser, string? System) Of(string userAgent)
    {
        // Every browser begins so; a client of the API is another app, whatever system it names.
        if (!userAgent.StartsWith("Mozilla/", StringComparison.Ordinal)) return (null, null);
        return (Find(Browsers, userAgent), Find(Systems, userAgent));
    }

    private static string? Find((string Sign, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(k => userAgent.Contains(k.Sign, StringComparison.Ordinal)).Name;

    private static string? ZoneOf(HttpRequest request) =>
        request.Cookies[ZoneCookie] is { Length: > 0 and <= LongestZone } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone.Id : null;
}
