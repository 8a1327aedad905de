namespace PartnerChat.Web.Components.Chat;

/// <summary>A bubble's class names by how it stands in its group, each put together once for all bubbles.</summary>
internal static class BubbleClasses
{
    private static readonly string[] All = [.. Enumerable.Range(0, 16).Select(Put)];

    public static string Of(BubbleRow row, bool hasMarks) =>
        All[(row.IsFirst ? 1 : 0) | (row.IsLast ? 2 : 0) | (row.IsStamped || hasMarks ? 4 : 0) | (row.IsLastRead ? 8 : 0)];

    private static string Put(int bits) => string.Concat(
        "msg",
        (bits & 1) == 0 ? "" : " first",
        (bits & 2) == 0 ? "" : " last",
        string.Concat((bits & 4) == 0 ? "" : " stamped", (bits & 8) == 0 ? "" : " last-read"));
}
