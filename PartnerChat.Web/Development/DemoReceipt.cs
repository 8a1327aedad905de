using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Development;

/// <summary>When a line of the demo reached the other partner, as far as it did.</summary>
internal sealed record DemoReceipt(DateTimeOffset? DeliveredAt, DateTimeOffset? ReadAt)
{
    // Delivered within this, before anybody can have read it.
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Busy = TimeSpan.FromMinutes(20);

    /// <summary>
    /// One receipt a line. Most are read within a minute, some after twenty; always before the reader's next line, and never before
    /// an older line of the same partner.
    /// </summary>
    public static IReadOnlyList<DemoReceipt> Of(IReadOnlyList<DemoLine> lines)
    {
        var receipts = new DemoReceipt[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, seq) = (lines[i], i + 1);
            DateTimeOffset? delivered = line.State == MessageStatus.Sent ? null : line.SentAt + LongestDelivery * ((seq * 31 % 90 + 10) / 100.0);
            receipts[i] = new DemoReceipt(delivered, line.State == MessageStatus.Read ? ReadTime(lines, receipts, i) : null);
        }

        return receipts;
    }

    private static DateTimeOffset ReadTime(IReadOnlyList<DemoLine> lines, DemoReceipt[] receipts, int i)
    {
        var line = lines[i];
        var wait = i % 7 == 0 ? Busy : TimeSpan.FromSeconds(2 + i * 37 % 50);
        var answer = lines.Skip(i + 1).FirstOrDefault(next => next.From != line.From);
        if (answer is not null) wait = TimeSpan.FromTicks(Math.Min(wait.Ticks, (answer.SentAt - line.SentAt).Ticks * 4 / 5));
        var earlier = receipts.Take(i).Where((r, j) => lines[j].From == line.From).Max(r => r.ReadAt) ?? line.SentAt;
        var read = line.SentAt + wait;
        return read > earlier ? read : earlier;
    }
}
