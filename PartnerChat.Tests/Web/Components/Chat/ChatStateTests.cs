using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class ChatStateTests
{
    private static readonly ViewerClock Clock = new(new FakeTimeProvider(Talk.Noon), "Europe/Berlin", Words.Of<ChatTexts>());

    [Fact]
    public void Apply_PartnerTypes_IsShown()
    {
        var state = State([]);

        var changed = state.Apply(Typing(PartnerSide.B, true));

        Assert.Equal((true, true), (changed, state.IsPartnerTyping));
    }

    [Fact]
    public void Apply_PartnerGoesOnTyping_ChangesNothing()
    {
        var state = State([]);
        state.Apply(Typing(PartnerSide.B, true));

        Assert.False(state.Apply(Typing(PartnerSide.B, true)));
    }

    [Fact]
    public void Apply_OwnTyping_IsNotShown()
    {
        var state = State([]);

        var changed = state.Apply(Typing(PartnerSide.A, true));

        Assert.Equal((false, false), (changed, state.IsPartnerTyping));
    }

    [Fact]
    public void Apply_PartnersMessage_EndsTyping()
    {
        var state = State(Talk.Messages(1, 2));
        state.Apply(Typing(PartnerSide.B, true));

        state.Apply(Talk.Message(3).Sent());

        Assert.False(state.IsPartnerTyping);
    }

    [Fact]
    public void Apply_OwnMessage_LeavesTheirTyping()
    {
        var state = State(Talk.Messages(1, 2));
        state.Apply(Typing(PartnerSide.B, true));

        state.Apply(Talk.Message(3, PartnerSide.A).Sent());

        Assert.True(state.IsPartnerTyping);
    }

    [Theory]
    [InlineData(PartnerSide.A, true)]
    [InlineData(PartnerSide.B, false)]
    public void Apply_MessageIsDelivered_IsNewToWhoSentIt(PartnerSide sender, bool isNew)
    {
        var state = State(Talk.Messages(1, 1, sender));

        var changed = state.Apply(new ReceiptsChanged(Talk.Id, [new Receipt(Talk.Id, Talk.Message(1).Id, 1, 2, sender, Talk.Noon, null)]));

        Assert.Equal((isNew, MessageStatus.Delivered), (changed, state.Window.Messages[0].Status));
    }

    [Fact]
    public void Apply_PartnerGoes_EndsTyping()
    {
        var state = State([]);
        state.Apply(Presence(PartnerSide.B, true));
        state.Apply(Typing(PartnerSide.B, true));

        state.Apply(Presence(PartnerSide.B, false));

        Assert.Equal((false, false), (state.IsPartnerTyping, state.IsPartnerOnline));
    }

    [Fact]
    public void Apply_OwnPresence_SaysNothingOfThePartner()
    {
        var state = State([]);

        var changed = state.Apply(Presence(PartnerSide.A, true));

        Assert.Equal((false, false), (changed, state.IsPartnerOnline));
    }

    [Fact]
    public void Apply_DurableEventOfWhatIsNotInView_MovesTheCursor()
    {
        var state = State(Talk.Messages(5, 9), hasOlder: true);

        var changed = state.Apply(new MessageChanged(Talk.Message(2).Read(), 41, 42));

        Assert.Equal((false, 42), (changed, state.Cursor));
    }

    [Fact]
    public void Apply_PartnerJoins_HasTheirName()
    {
        var state = State([], partnerName: null);

        var changed = state.Apply(new PartnerJoined(Talk.Id, "Sami"));

        Assert.Equal((true, "Sami"), (changed, state.PartnerName));
    }

    [Theory]
    [InlineData(true, null, PartnerPresence.HereNow)]
    [InlineData(true, -48, PartnerPresence.HereNow)]
    [InlineData(false, -23, PartnerPresence.HereRecently)]
    [InlineData(false, -24, null)]
    [InlineData(false, null, null)]
    public void PresenceAt_Partner_IsCoarse(bool isOnline, int? hours, PartnerPresence? expected)
    {
        var state = State([]);
        state.Apply(new PresenceChanged(Talk.Id, PartnerSide.B, isOnline, hours is { } h ? Talk.Noon.AddHours(h) : null));

        Assert.Equal(expected, state.PresenceAt(Talk.Noon));
    }

    [Fact]
    public void Arrange_AfterAMessage_ShowsIt()
    {
        var state = State(Talk.Messages(1, 2));
        state.Apply(Talk.Message(3).Sent());

        state.Arrange();

        Assert.Equal([1L, 2L, 3L], state.Days.SelectMany(d => d.Blocks).SelectMany(b => b.Rows).Select(r => r.Message.Seq));
    }

    [Fact]
    public void Use_OtherZone_TellsTheTimesAnew()
    {
        var state = State([Talk.Message(1, at: Talk.Noon)]);

        state.Use(new ViewerClock(new FakeTimeProvider(Talk.Noon), "Asia/Tokyo", Words.Of<ChatTexts>()));

        Assert.Equal("21:00", state.Days[0].Blocks[0].Rows[0].Time);
    }

    [Fact]
    public void ToSnapshot_Later_GoesOnFromThere()
    {
        var state = State(Talk.Messages(1, 2), partnerName: null);
        state.Apply(new PartnerJoined(Talk.Id, "Sami"));
        state.Apply(Talk.Message(3).Sent());

        var next = new ChatState(state.ToSnapshot("Asia/Tokyo"), Clock);

        Assert.Equal(("Sami", 3, 3), (next.PartnerName, next.Cursor, next.Window.LastSeq));
    }

    [Fact]
    public void ToSnapshot_MoreThanIsHandedOver_HasOlder()
    {
        var state = State(Talk.Messages(1, 220));

        var snapshot = state.ToSnapshot(null);

        Assert.Equal((ChatSnapshot.MaxMessages, true), (snapshot.Messages.Count, snapshot.HasOlder));
    }

    [Fact]
    public void ToSnapshot_MessagesThatCameWhileOpen_PlaceNoDivider()
    {
        var state = State(Talk.Messages(1, 2), position: 2);
        state.Apply(Talk.Message(3).Sent());

        var next = new ChatState(state.ToSnapshot(null), Clock);

        Assert.Null(next.Unread.Divider);
    }

    [Fact]
    public void ToSnapshot_Divider_StaysWhereItWas()
    {
        var state = State(Talk.Messages(1, 4), position: 2);
        state.Apply(Talk.Message(5).Sent());

        var next = new ChatState(state.ToSnapshot(null), Clock);

        Assert.Equal(3, next.Unread.Divider);
    }

    private static ChatState State(IEnumerable<MessageRecord> messages, bool hasOlder = false, long position = long.MaxValue, string? partnerName = "Sami") =>
        new(Talk.Opening(messages, hasOlder, position, partnerName), Clock);

    private static TypingChanged Typing(PartnerSide partner, bool isTyping) => new(Talk.Id, partner, isTyping);

    private static PresenceChanged Presence(PartnerSide partner, bool isOnline) => new(Talk.Id, partner, isOnline, null);
}
