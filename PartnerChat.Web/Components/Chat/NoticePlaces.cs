using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A notice at its place: before that row of its block, counted from 0; after the last where it is their number.</summary>
public sealed record NoticeRow(NoticeRecord Notice, int Before);

/// <summary>Puts notices into the days of a conversation, by time.</summary>
internal static class NoticePlaces
{
    /// <summary>The days with those notices among their messages, and with days of their own where nobody wrote.</summary>
    public static IReadOnlyList<TimelineDay> Place(IReadOnlyList<TimelineDay> days, IReadOnlyCollection<NoticeRecord> notices, ViewerClock clock)
    {
        if (notices.Count == 0) return days;
        var byDay = notices.ToLookup(n => clock.DayOf(n.At));
        var own = byDay.Select(d => d.Key).Except(days.Select(d => d.Day)).Select(day => new TimelineDay(day, clock.NameOf(day), [new TimelineBlock(null, [])]));
        return [.. days.Concat(own).OrderBy(d => d.Day).Select(d => byDay.Contains(d.Day) ? d with { Blocks = Place(d.Blocks, byDay[d.Day]) } : d)];
    }

    private static List<TimelineBlock> Place(IReadOnlyList<TimelineBlock> blocks, IEnumerable<NoticeRecord> notices)
    {
        // One belongs to the last block that begins before it. What stands before the day's first message stands in the first.
        var placed = notices.ToLookup(n => Math.Max(0, LastIndex(blocks, b => b.Rows.Count > 0 && b.Rows[0].Message.SentAt <= n.At)));
        return [.. blocks.Select((block, i) => placed.Contains(i)
            ? block with { Notices = [.. placed[i].Select(n => new NoticeRow(n, LastIndex(block.Rows, r => r.Message.SentAt <= n.At) + 1))] }
            : block)];
    }

    private static int LastIndex<T>(IReadOnlyList<T> items, Func<T, bool> isBefore)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (isBefore(items[i])) return i;
        }

        return -1;
    }
}
