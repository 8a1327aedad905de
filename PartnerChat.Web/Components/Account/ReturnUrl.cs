namespace PartnerChat.Web.Components.Account;

/// <summary>Where to go on after signing in: a path of ours, never another site.</summary>
internal static class ReturnUrl
{
    public const string Conversation = "/chat";

    public static string Or(this string? url, string otherwise) => IsLocal(url) ? url! : otherwise;

    // Two slashes anywhere in the path: what stands before them can be taken out again by dots, as in /.//host.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && !url.Any(char.IsControl) && !url.Split('?', '#')[0].Replace('\\', '/').Contains("//", StringComparison.Ordinal);
}
