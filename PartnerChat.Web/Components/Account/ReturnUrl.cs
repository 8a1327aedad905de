namespace PartnerChat.Web.Components.Account;

/// <summary>Where to go on after signing in: a path of ours, never another site.</summary>
internal static class ReturnUrl
{
    public const string Conversation = "/chat";

    public static string Or(this string? url, string otherwise) => IsLocal(url) ? url! : otherwise;

    private static bool IsLocal(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);
}
