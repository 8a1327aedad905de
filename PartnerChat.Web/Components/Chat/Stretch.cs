namespace PartnerChat.Web.Components.Chat;

/// <summary>Some rows of a block that follow each other, and what stands among them. Which rows stand together is a matter of their seq alone, so they stay together.</summary>
/// <param name="Number">Once in a block.</param>
/// <param name="Notices">Each before that row of the stretch, or after the last.</param>
public sealed record Stretch(long Number, IReadOnlyList<BubbleRow> Rows, IReadOnlyList<NoticeRow> Notices)
{
    /// <summary>Rows of one at most: three nodes each, and a component keeps room for 32.</summary>
    public const int Size = 10;

    /// <summary>A block's rows and notices, in their order; one without rows where it has none.</summary>
    public static IEnumerable<Stretch> Of(TimelineBlock block)
    {
        for (var from = 0; from == 0 || from < block.Rows.Count;)
        {
            var to = End(block.Rows, from);
            yield return new Stretch(NumberOf(block.Rows, from), [.. block.Rows.Skip(from).Take(to - from)], NoticesIn(block, from, to));
            from = Math.Max(to, 1);
        }
    }

    /// <summary>Whether the same rows stand there, and no notice in either.</summary>
    public bool ShowsSameAs(Stretch other) =>
        Notices.Count == 0 && other.Notices.Count == 0 && Rows.Count == other.Rows.Count && Rows.Zip(other.Rows).All(p => ReferenceEquals(p.First, p.Second));

    private static int End(IReadOnlyList<BubbleRow> rows, int from)
    {
        var to = from;
        while (to < rows.Count && NumberOf(rows, to) == NumberOf(rows, from)) to++;
        return to;
    }

    private static long NumberOf(IReadOnlyList<BubbleRow> rows, int index) => index < rows.Count ? rows[index].Message.Seq / Size : 0;

    // One stands with the row before it, so that it stays where it is when another row comes after it.
    private static IReadOnlyList<NoticeRow> NoticesIn(TimelineBlock block, int from, int to) =>
        block.Notices.Count == 0 ? [] : [.. block.Notices.Where(n => (n.Before > from || from == 0) && n.Before <= to).Select(n => n with { Before = n.Before - from })];
}
