namespace PartnerChat.Tests.Pictures;

/// <summary>What one of the two has said.</summary>
internal sealed record Line(bool IsOwn, string Text, int DaysAgo = 0)
{
    // Short enough for a group, and long enough for none.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(6);

    public static Line Own(string text, int daysAgo = 0) => new(true, text, daysAgo);

    public static Line Theirs(string text, int daysAgo = 0) => new(false, text, daysAgo);

    /// <summary>When each was said, the last of them a minute ago: close together where one goes on.</summary>
    public static DateTimeOffset[] Times(IReadOnlyList<Line> lines, DateTimeOffset now)
    {
        var at = now - Soon;
        var times = new DateTimeOffset[lines.Count];
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            times[i] = at - TimeSpan.FromDays(lines[i].DaysAgo);
            at -= i > 0 && lines[i - 1].IsOwn == lines[i].IsOwn ? Soon : Later;
        }

        return times;
    }
}
