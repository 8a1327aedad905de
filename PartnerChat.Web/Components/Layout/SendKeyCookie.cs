namespace PartnerChat.Web.Components.Layout;

/// <summary>How a reader sends, where the server sees it before the first script runs. Absent means: with Enter.</summary>
internal static class SendKeyCookie
{
    public const string Name = "pc-send-key";
    public const string CtrlEnter = "ctrl_enter";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is CtrlEnter ? CtrlEnter : null;
}
