namespace PartnerChat.Web.Components.Leaving;

/// <summary>Tells the page that says so that this browser's account was deleted just now: without, a link to that page would have anybody's browser forget what it keeps.</summary>
internal static class GoneMark
{
    private const string Name = "pc-gone";
    private static readonly CookieOptions Kept = new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/account/deleted", IsEssential = true };

    public static void Leave(HttpContext http) => http.Response.Cookies.Append(Name, "1", new CookieOptions(Kept) { Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1) });

    public static bool Take(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey(Name)) return false;
        http.Response.Cookies.Delete(Name, Kept);
        return true;
    }
}
