using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 18, 22, 0, 0, TimeSpan.Zero);

    private readonly Timeline _timeline = new(PartnerSide.A);
    private readonly ViewerClock _clock = new(new FakeTimeProvider(Evening), "Europe/London", Words.Of<ChatTexts>());

    [Theory]
    [InlineData(179.999, true)]
    [InlineData(180, false)]
    public void Arrange_OneSender_GroupsWithinThreeMinutes(double seconds, bool together)
    {
        var rows = Rows([Own(1, Talk.Noon), Own(2, Talk.Noon.AddSeconds(seconds))]);

        Assert.Equal((true, !together, !together, true), (rows[0].IsFirst, rows[0].IsLast, rows[1].IsFirst, rows[1].IsLast));
    }

    [Fact]
    public void Arrange_LongRun_GroupsByTheStepBetweenNeighbours()
    {
        var rows = Rows([.. Enumerable.Range(1, 4).Select(i => Own(i, Talk.Noon.AddMinutes(2 * i)))]);

        Assert.Equal([true, false, false, false], rows.Select(r => r.IsFirst));
    }

    [Fact]
    public void Arrange_PartnersMessageIsDelivered_KeepsItsRow()
    {
        var message = Partners(1, Talk.Noon);
        var before = Assert.Single(Rows([message]));

        var after = Assert.Single(Rows([message.Delivered()]));

        Assert.Same(before, after);
    }

    [Fact]
    public void Arrange_PartnersMessageIsRead_IsAnotherRow()
    {
        var message = Partners(1, Talk.Noon);
        var before = Assert.Single(Rows([message]));

        var after = Assert.Single(Rows([message.Read()]));

        Assert.Equal((null, MessageStatus.Read), (before.Message.ReadAt, after.Message.Status));
    }

    [Fact]
    public void Arrange_TakenBack_IsAsIfItNeverWas()
    {
        var (first, taken, last) = (Own(1, Talk.Noon), Own(2, Talk.Noon.AddDays(1)).Deleted(), Own(3, Talk.Noon.AddSeconds(20)));

        var days = _timeline.Arrange([first, taken, last], null, _clock);

        Assert.Equal([1, 3], Assert.Single(Assert.Single(days).Blocks).Rows.Select(r => r.Message.Seq));
        Assert.Equal([true, false], days[0].Blocks[0].Rows.Select(r => r.IsFirst));
    }

    [Fact]
    public void Arrange_TimesThatGoBackOverMidnight_LeaveTheMessageInTheNewDay()
    {
        var midnight = new DateTimeOffset(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

        var days = _timeline.Arrange([Own(1, midnight.AddSeconds(-9)), Own(2, midnight), Own(3, midnight.AddSeconds(-1)), Own(4, midnight.AddSeconds(1))], null, _clock);

        Assert.Equal([[1], [2, 3, 4]], days.Select(d => d.Blocks.SelectMany(b => b.Rows).Select(r => r.Message.Seq)));
    }

    [Fact]
    public void Arrange_OnlyOneAndTakenBack_LeavesNoDay()
    {
        Assert.Empty(_timeline.Arrange([Own(1, Talk.Noon).Deleted()], null, _clock));
    }

    [Fact]
    public void Arrange_DeletedLater_StaysAsATombstone()
    {
        var deleted = Own(1, Talk.Noon) with { Content = "", DeletedAt = Talk.Noon.AddMinutes(1) };

        Assert.Single(Rows([deleted]));
    }

    [Fact]
    public void Arrange_OtherSender_BeginsAGroup()
    {
        var rows = Rows([Own(1, Talk.Noon), Partners(2, Talk.Noon.AddSeconds(1))]);

        Assert.Equal((true, true), (rows[0].IsLast, rows[1].IsFirst));
    }

    [Fact]
    public void Arrange_AcrossMidnight_BeginsAGroupAndADay()
    {
        var midnight = new DateTimeOffset(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

        var days = _timeline.Arrange([Own(1, midnight.AddSeconds(-1)), Own(2, midnight.AddSeconds(1))], null, _clock);

        Assert.Equal(["Yesterday", "Today"], days.Select(d => d.Label));
        Assert.True(days[0].Blocks[0].Rows[0].IsLast);
        Assert.True(days[1].Blocks[0].Rows[0].IsFirst);
    }

    [Fact]
    public void Arrange_Days_AreNamed()
    {
        var days = _timeline.Arrange([Own(1, Talk.Noon.AddYears(-1)), Own(2, Talk.Noon.AddDays(-3)), Own(3, Talk.Noon.AddDays(-1)), Own(4, Talk.Noon)], null, _clock);

        Assert.Equal(["Tuesday, 18 November 2025", "Sunday, 15 November", "Yesterday", "Today"], days.Select(d => d.Label));
    }

    [Fact]
    public void Arrange_OtherZone_OtherDay()
    {
        var tokyo = new ViewerClock(new FakeTimeProvider(Talk.Noon), "Asia/Tokyo", Words.Of<ChatTexts>());

        var days = _timeline.Arrange([Own(1, Talk.Noon.AddHours(-20)), Own(2, Talk.Noon)], null, tokyo);

        Assert.Equal("Today", Assert.Single(days).Label);
    }

    [Fact]
    public void Arrange_Divider_BreaksTheGroup()
    {
        var rows = Rows([Partners(1, Talk.Noon), Partners(2, Talk.Noon.AddSeconds(10))], firstUnread: 2);

        Assert.Equal((true, true, true), (rows[0].IsLast, rows[0].IsStamped, rows[1].IsFirst));
    }

    [Fact]
    public void Arrange_Divider_BeginsABlock()
    {
        var blocks = Blocks([Partners(1, Talk.Noon), Partners(2, Talk.Noon.AddSeconds(10)), Partners(3, Talk.Noon.AddSeconds(20))], firstUnread: 2);

        Assert.Equal([1, 2], blocks.Select(b => b.Rows.Count));
        Assert.Equal([null, "New since 12:00"], blocks.Select(b => b.DividerLabel));
    }

    [Theory]
    [InlineData(0, "New since 11:00")]
    [InlineData(-1, "New since yesterday, 11:00")]
    [InlineData(-3, "New since Sunday, 15 November, 11:00")]
    [InlineData(-365, "New since Tuesday, 18 November 2025, 11:00")]
    public void Arrange_Divider_SaysSinceWhen(int days, string expected)
    {
        var blocks = _timeline.Arrange([Partners(1, Talk.Noon.AddDays(days).AddHours(-1)), Partners(2, Talk.Noon)], 2, _clock).SelectMany(d => d.Blocks);

        Assert.Equal(expected, Assert.Single(blocks, b => b.DividerLabel is not null).DividerLabel);
    }

    [Fact]
    public void Arrange_DividerBeforeAll_SaysNew()
    {
        var blocks = Blocks([Partners(1, Talk.Noon)], firstUnread: 1);

        Assert.Equal("New", Assert.Single(blocks).DividerLabel);
    }

    [Fact]
    public void Arrange_StatusChangesWithinAGroup_IsStampedThere()
    {
        var rows = Rows([Own(1, Talk.Noon).Read(), Own(2, Talk.Noon.AddSeconds(5)).Delivered(), Own(3, Talk.Noon.AddSeconds(9)).Delivered(), Own(4, Talk.Noon.AddSeconds(12))]);

        Assert.Equal([true, false, true, true], rows.Select(r => r.IsStamped));
    }

    [Fact]
    public void Arrange_PartnersStatus_StampsNothing()
    {
        var rows = Rows([Partners(1, Talk.Noon).Read(), Partners(2, Talk.Noon.AddSeconds(5))]);

        Assert.Equal([false, true], rows.Select(r => r.IsStamped));
    }

    [Fact]
    public void Arrange_SeveralRead_OnlyTheLastOwnShowsIt()
    {
        var rows = Rows([Own(1, Talk.Noon).Read(), Own(2, Talk.Noon.AddSeconds(1)).Read(), Partners(3, Talk.Noon.AddSeconds(2)).Read(), Own(4, Talk.Noon.AddSeconds(3)).Delivered()]);

        Assert.Equal([false, true, false, false], rows.Select(r => r.IsLastRead));
    }

    [Fact]
    public void Arrange_Times_AreTheViewers()
    {
        var rows = new Timeline(PartnerSide.A).Arrange([Own(1, Talk.Noon)], null, new ViewerClock(new FakeTimeProvider(Evening), "Asia/Kolkata", Words.Of<ChatTexts>()))[0].Blocks[0].Rows;

        Assert.Equal("17:30", rows[0].Time);
    }

    [Fact]
    public void Arrange_Again_EveryRowKeepsItsReference()
    {
        var messages = Talk.Messages(1, 20);
        var before = Rows(messages);

        var after = Rows(messages);

        Assert.All(before.Zip(after), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public void Arrange_NewMessage_ChangesOnlyItsNeighbour()
    {
        var before = Rows(Talk.Messages(1, 20));

        var after = Rows(Talk.Messages(1, 21));

        Assert.Equal([20L, 21L], after.Except(before, ReferenceEqualityComparer.Instance).Cast<BubbleRow>().Select(r => r.Message.Seq));
    }

    [Fact]
    public void Arrange_Nothing_HasNoDay()
    {
        Assert.Empty(_timeline.Arrange([], null, _clock));
    }

    private static MessageRecord Own(long seq, DateTimeOffset at) => Talk.Message(seq, PartnerSide.A, at);

    private static MessageRecord Partners(long seq, DateTimeOffset at) => Talk.Message(seq, PartnerSide.B, at);

    private IReadOnlyList<TimelineBlock> Blocks(IReadOnlyList<MessageRecord> messages, long? firstUnread = null) =>
        [.. _timeline.Arrange(messages, firstUnread, _clock).SelectMany(d => d.Blocks)];

    private List<BubbleRow> Rows(IReadOnlyList<MessageRecord> messages, long? firstUnread = null) =>
        [.. Blocks(messages, firstUnread).SelectMany(b => b.Rows)];
}
