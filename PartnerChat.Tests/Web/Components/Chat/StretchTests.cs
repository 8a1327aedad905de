using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class StretchTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_MoreRowsThanOneHolds_AreTogetherBySeqAlone()
    {
        var all = Stretch.Of(BlockOf(10, 40)).ToDictionary(s => s.Number, s => s.Rows.Select(r => r.Message.Seq).ToList());

        var withoutTheFirst = Stretch.Of(BlockOf(20, 40)).ToDictionary(s => s.Number, s => s.Rows.Select(r => r.Message.Seq).ToList());

        Assert.Equal([1, 2, 3, 4], all.Keys);
        Assert.All(withoutTheFirst, s => Assert.Equal(all[s.Key].Where(seq => seq >= 20), s.Value));
    }

    [Fact]
    public void Of_NoRows_GivesOneWithTheNotices()
    {
        var stretch = Assert.Single(Stretch.Of(new TimelineBlock(null, []) { Notices = [NoticeBefore(0)] }));

        Assert.Equal((0, 1), (stretch.Rows.Count, stretch.Notices.Count));
    }

    [Fact]
    public void Of_NoticeBetweenTwoStretches_StandsAfterTheRowBeforeIt()
    {
        var block = BlockOf(1, 20) with { Notices = [NoticeBefore(Stretch.Size - 1)] };

        var stretches = Stretch.Of(block).ToList();

        Assert.Equal([Stretch.Size - 1], stretches[0].Notices.Select(n => n.Before));
        Assert.Empty(stretches[1].Notices);
    }

    [Fact]
    public void Of_NoticesAnywhere_StandOnceEach()
    {
        var block = BlockOf(1, 40) with { Notices = [.. Enumerable.Range(0, 41).Select(NoticeBefore)] };

        var places = Stretch.Of(block).SelectMany(s => s.Notices.Select(n => (int)(s.Rows[0].Message.Seq - 1) + n.Before));

        Assert.Equal(Enumerable.Range(0, 41), places);
    }

    [Fact]
    public void ShowsSameAs_AnotherRowInOne_IsTrueOfTheOthersOnly()
    {
        var rows = BlockOf(1, 40).Rows;
        var before = Stretch.Of(new TimelineBlock(null, rows));

        var after = Stretch.Of(new TimelineBlock(null, [.. rows.Take(39), rows[39] with { IsStarred = true }]));

        Assert.Equal([true, true, true, true, false], before.Zip(after, (x, y) => x.ShowsSameAs(y)));
    }

    private static NoticeRow NoticeBefore(int row) => new(new NoticeRecord(Guid.Empty, row + 1, Notice.Ended, At, PartnerSide.A), row);

    private static TimelineBlock BlockOf(int first, int last) => new(null, [.. Enumerable.Range(first, last - first + 1).Select(seq => new BubbleRow(
        new MessageRecord(Guid.CreateVersion7(), Guid.Empty, seq, seq, seq, PartnerSide.A, "x", At), true, false, false, false, false, "12:00"))]);
}
