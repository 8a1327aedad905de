using Bunit;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class NoticePlacesTests : ConversationViewContext
{
    private readonly ViewerClock _clock = new(new FakeTimeProvider(Talk.Noon), "Europe/Berlin", Words.Of<ChatTexts>());

    [Fact]
    public void Arrange_NoticeBetweenTwoOfAGroup_StandsBetweenThemAndPartsTheGroup()
    {
        var (first, second) = (Talk.Message(1, PartnerSide.A, Talk.Noon), Talk.Message(2, PartnerSide.A, Talk.Noon.AddSeconds(60)));

        var days = new Timeline(PartnerSide.A).Arrange([first, second], null, _clock, notices: [Off(Talk.Noon.AddSeconds(30))]);

        var block = Assert.Single(Assert.Single(days).Blocks);
        Assert.Equal([1], block.Notices.Select(n => n.Before));
        Assert.Equal([(true, true), (true, true)], block.Rows.Select(r => (r.IsFirst, r.IsLast)));
    }

    [Fact]
    public void Arrange_NoticeOnADayWithoutMessages_HasADayOfItsOwn()
    {
        var (first, last) = (Talk.Message(1, PartnerSide.A, Talk.Noon.AddDays(-2)), Talk.Message(2, PartnerSide.B, Talk.Noon));

        var days = new Timeline(PartnerSide.A).Arrange([first, last], null, _clock, notices: [Off(Talk.Noon.AddDays(-1))]);

        Assert.Equal([1, 0, 1], days.Select(d => d.Blocks.Sum(b => b.Rows.Count)));
        Assert.Equal([0, 1, 0], days.Select(d => d.Blocks.Sum(b => b.Notices.Count)));
    }

    [Fact]
    public void Arrange_NoticeBeforeTheFirstMessageAndAfterTheLast_StandsThere()
    {
        var message = Talk.Message(1, PartnerSide.A, Talk.Noon);

        var days = new Timeline(PartnerSide.A).Arrange([message], null, _clock, notices: [Off(Talk.Noon.AddMinutes(-1)), Off(Talk.Noon.AddMinutes(1))]);

        Assert.Equal([0, 1], days.Single().Blocks.Single().Notices.Select(n => n.Before));
    }

    [Fact]
    public void Apply_NoticeComes_IsShownOnceAndRendersNoBubbleAnew()
    {
        var state = State([Talk.Message(1, PartnerSide.B, Talk.Noon), Talk.Message(2, PartnerSide.B, Talk.Noon.AddMinutes(9))]);
        var view = View(state);
        var bubble = view.FindComponents<MessageBubble>()[0];
        var renderings = bubble.RenderCount;
        var notice = Off(Talk.Noon.AddMinutes(10));

        var changed = state.Apply(new FactsChanged(state.ConversationId, new ConversationFacts(1, false, true, true, "Nora", "Sami"), 0, [notice]));
        state.Apply(new FactsChanged(state.ConversationId, new ConversationFacts(2, false, true, true, "Nora", "Sami"), 1, [notice]));
        state.Arrange();
        view.Render(p => p.Add(v => v.State, state));

        Assert.True(changed);
        var line = Assert.Single(view.FindAll("[data-testid=notice]"));
        Assert.Equal("Sami switched read receipts off. Neither of you sees when the other has read. Delivery still shows.", line.TextContent.Trim());
        Assert.Equal(2, view.FindAll("[data-testid=message-bubble]").Count);
        Assert.Equal(renderings, bubble.RenderCount);
    }

    [Theory]
    [InlineData(Notice.ReceiptsOff, true, false, "You switched read receipts off. Neither of you sees when the other has read. Delivery still shows.")]
    [InlineData(Notice.ReceiptsOn, false, true, "Sami switched read receipts on. From now on you both see when the other has read.")]
    [InlineData(Notice.ReceiptsOn, true, false, "You switched read receipts on. They stay hidden while one of you has them off.")]
    public void Line_EachKind_SaysWhoAndWhatItMeans(string kind, bool isOwn, bool isShown, string words)
    {
        var notice = new NoticeRecord(Guid.NewGuid(), 1, kind, Talk.Noon, isOwn ? PartnerSide.A : PartnerSide.B, isShown);

        var line = Render<NoticeLine>(p => p.Add(l => l.Notice, notice).Add(l => l.Viewer, PartnerSide.A).Add(l => l.PartnerName, "Sami").Add(l => l.Clock, _clock));

        Assert.Equal(words, line.Find("[role=note]").TextContent.Trim());
    }

    [Fact]
    public void Apply_ReceiptsOff_ShowsNobodyAsReadAndOnesOwnReadingIsKept()
    {
        var state = State([Read(Talk.Message(1, PartnerSide.A, Talk.Noon)), Read(Talk.Message(2, PartnerSide.B, Talk.Noon.AddMinutes(9)))], position: 2);

        state.Apply(new FactsChanged(state.ConversationId, new ConversationFacts(1, false, true, true, "Nora", "Sami"), 0, []));
        state.Arrange();

        Assert.Equal([MessageStatus.Delivered], state.Days.SelectMany(d => d.Blocks).SelectMany(b => b.Rows).Select(r => r.Message.Status).Distinct());
        Assert.Equal(2, state.ReadTo);
        Assert.Equal("2", View(state).Find("message-list").GetAttribute("data-read-to"));
    }

    [Fact]
    public void ToSnapshot_NoticesAndFacts_TravelAlong()
    {
        var state = State([Talk.Message(1, PartnerSide.A, Talk.Noon)], partnerName: "Sami");
        state.Apply(new FactsChanged(state.ConversationId, new ConversationFacts(3, false, false, true, "Nora", "Samir"), 0, [Off(Talk.Noon.AddMinutes(1))]));
        state.Apply(new PositionMoved(state.ConversationId, PartnerSide.A, 1));

        var again = new ChatState(state.ToSnapshot(null), _clock);

        Assert.Equal((state.Facts, "Samir"), (again.Facts, again.PartnerName));
        Assert.Single(again.Days.SelectMany(d => d.Blocks).SelectMany(b => b.Notices));
    }

    private static MessageRecord Read(MessageRecord message) => message with { DeliveredAt = message.SentAt.AddSeconds(1), ReadAt = message.SentAt.AddSeconds(2) };

    private static NoticeRecord Off(DateTimeOffset at) => new(Guid.CreateVersion7(), 1, Notice.ReceiptsOff, at, PartnerSide.B);
}
