namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>What was done by a form, to be said on the page that comes after it.</summary>
internal enum Done
{
    SignedOutThere,
    SignedOutOthers,
    PasswordChanged,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    TwoFactorOff,
}

/// <summary>Carries it over to that page, and no further.</summary>
internal static class DoneCookie
{
    private const string Name = "pc-done";
    private const string Path = "/settings";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    public static void Leave(HttpContext http, Done done) =>
        http.Response.Cookies.Append(Name, $"{done}", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = Path, MaxAge = Lasts, IsEssential = true });

    public static Done? Take(HttpContext http)
    {
        if (!Enum.TryParse<Done>(http.Request.Cookies[Name], out var done) || !Enum.IsDefined(done)) return null;
        http.Response.Cookies.Delete(Name, new CookieOptions { Path = Path });
        return done;
    }
}
