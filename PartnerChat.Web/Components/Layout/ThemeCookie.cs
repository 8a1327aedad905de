namespace PartnerChat.Web.Components.Layout;

/// <summary>The theme that a reader chose, where the server sees it before the first paint. Absent means: as the system has it.</summary>
internal static class ThemeCookie
{
    public const string Name = "pc-theme";
    public const string Light = "light";
    public const string Dark = "dark";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is Light or Dark ? request.Cookies[Name] : null;
}
