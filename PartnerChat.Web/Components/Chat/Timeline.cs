using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A message and how it stands on the page. Equal rows render the same, so an unchanged one keeps its reference and is not rendered again.</summary>
/// <param name="IsFirst">First of its group: the outer corner above is round.</param>
/// <param name="IsLast">Last of its group.</param>
/// <param name="IsStamped">Its time is always shown: the group ends here, or the status changes after it.</param>
/// <param name="IsLastRead">The one own message that shows that it was read; it says it for all before it.</param>
/// <param name="Quote">What it answers; null where it answers nothing, and until that is known.</param>
/// <param name="IsStarred">Whether it bears the viewer's own star.</param>
public sealed record BubbleRow(
    MessageRecord Message, bool IsOwn, bool IsFirst, bool IsLast, bool IsStamped, bool IsLastRead, string Time, QuotedMessage? Quote = null, bool IsStarred = false);

/// <summary>Rows that stand together; the first of them is the first unread one where there is a divider.</summary>
/// <param name="IsBelow">Whether it stands below the divider, in view or not: so a block stays the same one when its day's other end comes or goes.</param>
public sealed record TimelineBlock(string? DividerLabel, IReadOnlyList<BubbleRow> Rows, bool IsBelow = false)
{
    /// <summary>What stands among the rows and is no message, in order.</summary>
    public IReadOnlyList<NoticeRow> Notices { get; init; } = [];
}

/// <summary>A day of the conversation.</summary>
public sealed record TimelineDay(DateOnly Day, string Label, IReadOnlyList<TimelineBlock> Blocks);

/// <summary>Arranges messages into days, blocks and groups.</summary>
public sealed class Timeline(PartnerSide viewer)
{
    private static readonly TimeSpan GroupSpan = TimeSpan.FromMinutes(3);

    private Dictionary<long, Standing> _rows = [];
    private ViewerClock? _clock;

    /// <summary>The days of these messages, oldest first. What was taken back is not there.</summary>
    /// <param name="firstUnread">The seq before which the divider stands; null for none.</param>
    /// <param name="hasNewer">Whether the conversation goes on below them.</param>
    /// <param name="marks">What is shown beside messages; null for nothing.</param>
    /// <param name="notices">What stands among them, by time; null for nothing.</param>
    public IReadOnlyList<TimelineDay> Arrange(
        IReadOnlyList<MessageRecord> messages, long? firstUnread, ViewerClock clock, bool hasNewer = false, ShownMarks? marks = null, IReadOnlyCollection<NoticeRecord>? notices = null)
    {
        notices ??= [];
        if (messages.Any(m => m.IsTakenBack)) messages = [.. messages.Where(m => !m.IsTakenBack)];
        var lastRead = LastRead(messages, hasNewer);
        if (_clock != clock) (_clock, _rows) = (clock, []);
        var rows = new Dictionary<long, Standing>(messages.Count);
        var days = new List<TimelineDay>();
        var blocks = new List<TimelineBlock>();
        var block = new List<BubbleRow>();
        string? divider = null;
        DateOnly? day = null;
        var times = messages.Select(m => TimeOf(m, clock)).ToArray();
        // Whether each goes on the group of the one before it.
        var joins = messages.Select((m, i) => i > 0 && times[i].Day == times[i - 1].Day && InOneGroup(messages[i - 1], m, notices)).ToArray();

        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var (before, after) = (i > 0 ? messages[i - 1] : null, i + 1 < messages.Count ? messages[i + 1] : null);
            var isUnreadStart = message.Seq == firstUnread;
            if (isUnreadStart)
            {
                if (block.Count > 0) blocks.Add(new TimelineBlock(divider, block, IsBelow(block)));
                (block, divider) = ([], clock.NewSince(before?.SentAt, message.SentAt));
            }

            var isKnown = _rows.TryGetValue(message.Seq, out var old);
            var isLast = after is null || after.Seq == firstUnread || !joins[i + 1];
            var row = new BubbleRow(
                isKnown && ReferenceEquals(old.Source, message) ? old.Row.Message : message,
                message.SenderId == viewer,
                IsFirst: isUnreadStart || !joins[i],
                isLast,
                IsStamped: isLast || (message.SenderId == viewer && after!.Status != message.Status),
                IsLastRead: message.Seq == lastRead,
                times[i].Time,
                marks?.QuoteOf(message),
                marks?.IsStarred(message.Id) == true);
            if (isKnown && (old.Row == row || HasOnlyCome(old.Row, row))) row = old.Row;
            rows[message.Seq] = new Standing(row, times[i].Day, message);
            block.Add(row);

            var current = Later(day, times[i].Day);
            day = current;
            if (after is not null && Later(day, times[i + 1].Day) == day) continue;
            blocks.Add(new TimelineBlock(divider, block, IsBelow(block)));
            days.Add(new TimelineDay(current, clock.NameOf(current), blocks));
            (blocks, block, divider) = ([], [], null);
        }

        _rows = rows;
        return NoticePlaces.Place(days, notices, clock);

        bool IsBelow(List<BubbleRow> rows) => rows[0].Message.Seq >= firstUnread;
    }

    // The zone's rules are asked once a message, not once an arrangement.
    private (DateOnly Day, string Time) TimeOf(MessageRecord message, ViewerClock clock) =>
        _rows.TryGetValue(message.Seq, out var known) && known.Row.Message.SentAt == message.SentAt ? (known.Day, known.Row.Time) : clock.DayAndTimeOf(message.SentAt);

    // The store lets times rise with seq; where data does not, what is of an earlier day stands in the later one: a day that came twice would end the circuit.
    private static DateOnly Later(DateOnly? day, DateOnly own) => day > own ? day.Value : own;

    // That a message of the partner's is delivered changes nothing for whoever sees it.
    private static bool HasOnlyCome(BubbleRow known, BubbleRow row) =>
        !row.IsOwn && known.Message.DeliveredAt is null
        && row == known with { Message = known.Message with { DeliveredAt = row.Message.DeliveredAt, ChangeSeq = row.Message.ChangeSeq } };

    // Where it goes on below, a later one may be read as well, unless one of those here is not.
    private long? LastRead(IReadOnlyList<MessageRecord> messages, bool hasNewer)
    {
        var own = messages.LastOrDefault(m => m.SenderId == viewer);
        return hasNewer && own?.Status == MessageStatus.Read ? null : messages.LastOrDefault(m => m.SenderId == viewer && m.Status == MessageStatus.Read)?.Seq;
    }

    // Of one day.
    private static bool InOneGroup(MessageRecord earlier, MessageRecord later, IReadOnlyCollection<NoticeRecord> notices) =>
        earlier.SenderId == later.SenderId
        && later.SentAt - earlier.SentAt < GroupSpan
        && !notices.Any(n => n.At >= earlier.SentAt && n.At < later.SentAt);

    // Source: what the row was made of last; the row's own message may be from before it was delivered.
    private readonly record struct Standing(BubbleRow Row, DateOnly Day, MessageRecord Source);
}
