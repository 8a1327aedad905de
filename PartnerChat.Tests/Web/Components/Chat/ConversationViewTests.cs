using Bunit;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class ConversationViewTests : ConversationViewContext
{
    [Theory]
    [InlineData("Sami", "Conversation with Sami")]
    [InlineData(null, "Conversation with your partner")]
    public void Render_List_IsANamedRegionThatKeysReach(string? partnerName, string expected)
    {
        var list = View(State([], partnerName: partnerName), isLive: false).Find("[data-testid=message-list]");

        Assert.Equal(("region", expected, "0"), (list.GetAttribute("role"), list.GetAttribute("aria-label"), list.GetAttribute("tabindex")));
    }

    [Fact]
    public void Render_Messages_AreItemsOfListsInTheirOrder()
    {
        var view = View(State(Talk.Messages(1, 30)), isLive: false);

        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"{i}"), view.FindAll("ol > li[data-testid=message-bubble]").Select(li => li.GetAttribute("data-seq")));
    }

    [Fact]
    public void Render_Days_AreSectionsNamedByTheirHeading()
    {
        var view = View(State([Talk.Message(1, at: Talk.Noon.AddDays(-1)), Talk.Message(2, at: Talk.Noon)]), isLive: false);

        var names = view.FindAll("section.day").Select(day => view.Find($"#{day.GetAttribute("aria-labelledby")}").TextContent);

        Assert.Equal(["Yesterday", "Today"], names);
    }

    [Fact]
    public void Render_Unread_HasOneNamedSeparatorBeforeIt()
    {
        var view = View(State(Talk.Messages(1, 5), position: 3), isLive: false);

        var divider = Assert.Single(view.FindAll("[data-testid=unread-divider]"));

        Assert.Equal(("separator", "New since 12:03"), (divider.GetAttribute("role"), divider.GetAttribute("aria-label")));
        Assert.Equal("4", divider.NextElementSibling!.QuerySelector("li")!.GetAttribute("data-seq"));
    }

    [Fact]
    public void Render_NothingUnread_HasNoSeparator()
    {
        Assert.Empty(View(State(Talk.Messages(1, 5)), isLive: false).FindAll("[data-testid=unread-divider]"));
    }

    [Fact]
    public void Render_Outbox_IsANamedListAtTheEnd()
    {
        var last = View(State(Talk.Messages(1, 2)), isLive: false).Find("[data-testid=message-list] > .column").LastElementChild!;

        Assert.Equal(("ol", "On their way", 0), (last.LocalName, last.GetAttribute("aria-label"), last.ChildElementCount));
    }

    [Fact]
    public void Render_Pill_IsAHiddenButton()
    {
        var pill = View(State([]), isLive: false).Find("button[data-testid=new-messages-pill]");

        Assert.True(pill.HasAttribute("hidden"));
    }

    [Theory]
    [InlineData(false, "history-start", "false")]
    [InlineData(true, null, "true")]
    public void Render_Top_IsTheBeginningOrThatThereIsMore(bool hasOlder, string? expected, string attribute)
    {
        var view = View(State(Talk.Messages(5, 9), hasOlder), isLive: false);

        Assert.Equal(expected, view.FindAll("[data-testid=history-start]").SingleOrDefault()?.GetAttribute("data-testid"));
        Assert.Equal(attribute, view.Find("message-list").GetAttribute("data-has-older"));
    }

    [Theory]
    [InlineData(null, 0, "Now your partner")]
    [InlineData("Sami", 0, "Sami has joined")]
    [InlineData("Sami", 2, "This is where it begins")]
    public void Render_HistoryStart_SaysHowItStands(string? partnerName, int messages, string expected)
    {
        var view = View(State(Talk.Messages(1, messages), partnerName: partnerName), isLive: false);

        Assert.Equal(expected, view.Find("[data-testid=history-start] strong").TextContent);
    }

    [Fact]
    public void Render_NoSession_ConnectsNothing()
    {
        View(State([]), isLive: false);

        Assert.Empty(JSInterop.Invocations);
    }

    [Fact]
    public void Render_Connected_TellsTheZone()
    {
        View(State([]));

        Assert.Equal(["Asia/Tokyo"], Zones);
    }

    [Fact]
    public void Render_LiveOnlyLater_ConnectsWithoutBeingRenderedAgain()
    {
        var view = View(State([]), isLive: false);
        var before = view.RenderCount;

        view.Render(p => p.Add(v => v.History, new FakeHistory()));

        Module.VerifyInvoke("connect");
        Assert.Equal(before, view.RenderCount);
    }

    [Fact]
    public void Render_NewMessageAmongTwoHundred_RendersOneBubble()
    {
        var state = State(Talk.Messages(1, 200));
        var view = View(state);
        var before = Bubbles(view);

        Show(view, state, Talk.Message(201, PartnerSide.A).Sent());

        Assert.Equal(Enumerable.Repeat(1, 201), before.Concat(Bubbles(view).Except(before)).Select(b => b.RenderCount));
    }

    [Fact]
    public void Render_NewMessageInTheLastGroup_RendersItAndItsNeighbour()
    {
        var state = State(Talk.Messages(1, 200));
        var view = View(state);

        Show(view, state, Talk.Message(201).Sent());

        Assert.Equal(1 + 201, Bubbles(view).Sum(b => b.RenderCount));
    }

    [Fact]
    public void Render_Receipt_RendersOneBubble()
    {
        var state = State(Talk.Messages(1, 200, PartnerSide.A));
        var view = View(state);

        Show(view, state, Talk.Message(200, PartnerSide.A).Delivered().Changed());

        // The one before it now shows its own status, since the two differ.
        Assert.Equal(2 + 200, Bubbles(view).Sum(b => b.RenderCount));
    }

    [Fact]
    public void Render_Reaction_RendersOneBubble()
    {
        var state = State(Talk.Messages(1, 200));
        var view = View(state);

        Show(view, state, (Talk.Message(100) with { ChangeSeq = 201, Reactions = new MessageReactions(new Reaction("❤️", Talk.Noon), null) }).Changed());

        Assert.Equal(1 + 200, Bubbles(view).Sum(b => b.RenderCount));
        Assert.Equal("❤️", view.Find("[data-seq='100'] .reactions").TextContent);
    }

    [Fact]
    public void Render_OriginalOfAQuoteDeleted_RendersItAndTheAnswer()
    {
        var state = State([.. Talk.Messages(1, 199), Talk.Message(200, PartnerSide.A) with { ReplyToId = Talk.Message(1).Id }]);
        state.Marks.Add([], new PageMarks([QuotedMessage.Of(Talk.Message(1))], []));
        state.Arrange();
        var view = View(state);

        Show(view, state, (Talk.Message(1).Deleted() with { DeletedAt = Talk.Noon.AddHours(1) }).Changed());

        Assert.Equal(2 + 200, Bubbles(view).Sum(b => b.RenderCount));
        Assert.Equal("Message deleted", view.Find(".quote .said").TextContent);
    }

    [Fact]
    public void Render_NothingNew_IsNotRenderedAgain()
    {
        var state = State(Talk.Messages(1, 3));
        var view = View(state);
        var before = view.RenderCount;

        view.Render(p => p.Add(v => v.State, state));

        Assert.Equal(before, view.RenderCount);
    }

    [Fact]
    public void Render_OlderPage_KeepsTheBubblesThatAreThere()
    {
        var state = State(Talk.Messages(51, 100), hasOlder: true);
        var view = View(state);
        var before = Bubbles(view);

        state.Window.Prepend(new MessagePage(Talk.Messages(1, 50), false), 100);
        Show(view, state);

        Assert.Equal(before.Select(b => b.Instance), Bubbles(view).Skip(50).Select(b => b.Instance));
    }

    [Fact]
    public void Render_OlderPageWithTheFirstUnread_KeepsTheBubblesThatAreThere()
    {
        var opening = Talk.Opening(Talk.Messages(51, 100), hasOlder: true) with { Unread = new UnreadMark(20, 100, 80, 21) };
        var state = new ChatState(opening, new ViewerClock(new FakeTimeProvider(Talk.Noon), null, Words.Of<ChatTexts>()));
        var view = View(state);
        var before = Bubbles(view);

        state.Window.Prepend(new MessagePage(Talk.Messages(1, 50), false), 100);
        Show(view, state);

        Assert.Equal(before.Select(b => b.Instance), Bubbles(view).Skip(50).Select(b => b.Instance));
    }

    [Fact]
    public void Render_PageThatGoesWithTheDividersBlock_KeepsTheBubblesThatStay()
    {
        var opening = Talk.Opening(Talk.Messages(101, 400)) with { Unread = new UnreadMark(320, 400, 80, 321) };
        var state = new ChatState(opening, new ViewerClock(new FakeTimeProvider(Talk.Noon), null, Words.Of<ChatTexts>()));
        var view = View(state);
        var before = Bubbles(view);

        state.Window.Prepend(new MessagePage(Talk.Messages(51, 100), true), keepTo: 200);
        Show(view, state);

        Assert.Equal(before.Take(150).Select(b => b.Instance), Bubbles(view).Skip(50).Select(b => b.Instance));
        Assert.Equal("true", view.Find("message-list").GetAttribute("data-has-newer"));
    }

    [Fact]
    public void Render_NewMessageBelowTheWindow_RendersNoBubbleAndTellsTheirNumber()
    {
        var state = State(Talk.Messages(1, 3), position: 3);
        state.Window.Apply(Talk.Message(5).Sent());
        var view = View(state);

        Show(view, state, Talk.Message(6).Sent());

        Assert.Equal(3, Bubbles(view).Sum(b => b.RenderCount));
        Assert.Equal(("1", "1"), (view.Find("message-list").GetAttribute("data-unread"), view.Find("message-list").GetAttribute("data-arrived")));
    }

    private static List<IRenderedComponent<MessageBubble>> Bubbles(IRenderedComponent<ConversationView> view) => [.. view.FindComponents<MessageBubble>()];

    private static void Show(IRenderedComponent<ConversationView> view, ChatState state, params ConversationEvent[] events)
    {
        foreach (var next in events) state.Apply(next);
        state.Arrange();
        view.Render(p => p.Add(v => v.State, state));
    }
}
