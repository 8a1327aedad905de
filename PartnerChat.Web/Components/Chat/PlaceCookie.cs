using System.Globalization;

namespace PartnerChat.Web.Components.Chat;

/// <summary>Where a reader stood far up when their page was reloaded: a seq, for the one page that comes next. The list's script writes it as the old page goes.</summary>
internal static class PlaceCookie
{
    public const string Name = "pc-place";

    /// <summary>The place, once: it is taken out of the browser. Null where the page is not reloaded: another tab opens as always.</summary>
    public static long? Take(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { } value) return null;
        http.Response.Cookies.Delete(Name, new CookieOptions { Path = "/chat" });
        // What every browser sends with a reload, and with nothing else that one opens a page by but its address typed again.
        var isReload = http.Request.Headers.CacheControl.Count > 0;
        return isReload && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
    }
}
