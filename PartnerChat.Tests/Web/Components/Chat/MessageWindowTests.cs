using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class MessageWindowTests
{
    [Fact]
    public void Apply_NextMessage_IsAppended()
    {
        var window = Window(Talk.Messages(1, 3));

        var changed = window.Apply(Talk.Message(4).Sent());

        Assert.Equal((true, 4), (changed, window.LastSeq));
    }

    [Fact]
    public void Apply_FirstOfAll_IsAppended()
    {
        var window = Window([]);

        var changed = window.Apply(Talk.Message(1).Sent());

        Assert.Equal((true, 1), (changed, window.FirstSeq));
    }

    [Fact]
    public void Apply_KnownMessage_IsIgnored()
    {
        var window = Window(Talk.Messages(1, 3));

        var changed = window.Apply(Talk.Message(3).Sent());

        Assert.Equal((false, 3), (changed, window.Messages.Count));
    }

    [Fact]
    public void Apply_MessageBeyondAHole_IsIgnored()
    {
        var window = Window(Talk.Messages(1, 3));

        var changed = window.Apply(Talk.Message(5).Sent());

        Assert.Equal((false, 3), (changed, window.LastSeq));
    }

    [Fact]
    public void FirstUnread_ItWasTakenBack_IsTheNext()
    {
        var window = new MessageWindow(PartnerSide.A, Talk.Messages(1, 4), hasOlder: false, position: 1);

        window.Apply(Talk.Message(2).Deleted().Changed());

        Assert.Equal(3, window.FirstUnread);
    }

    [Fact]
    public void FirstUnread_AllWereTakenBack_IsNone()
    {
        var window = new MessageWindow(PartnerSide.A, Talk.Messages(1, 2), hasOlder: false, position: 1);

        window.Apply(Talk.Message(2).Deleted().Changed());

        Assert.Null(window.FirstUnread);
    }

    [Fact]
    public void Apply_Change_IsTakenOver()
    {
        var window = Window(Talk.Messages(1, 3));

        var changed = window.Apply(Talk.Message(2).Deleted().Changed());

        Assert.True(changed);
        Assert.NotNull(window.Messages[1].DeletedAt);
    }

    [Fact]
    public void Apply_ChangeOutOfDate_IsIgnored()
    {
        var window = Window([Talk.Message(1).Read()]);

        var changed = window.Apply(Talk.Message(1).Delivered().Changed());

        Assert.Equal((false, MessageStatus.Read), (changed, window.Messages[0].Status));
    }

    [Fact]
    public void Apply_ChangeOfWhatIsNotInView_IsIgnored()
    {
        var window = Window(Talk.Messages(5, 9), hasOlder: true);

        Assert.False(window.Apply(Talk.Message(4).Read().Changed()));
    }

    [Fact]
    public void Apply_Receipts_RaiseStatuses()
    {
        var window = Window(Talk.Messages(1, 3, PartnerSide.A));

        var changed = window.Apply(new ReceiptsChanged(Talk.Id, [Receipt(1, 4, isRead: true), Receipt(2, 5, isRead: false)]));

        Assert.True(changed);
        Assert.Equal([MessageStatus.Read, MessageStatus.Delivered, MessageStatus.Sent], window.Messages.Select(m => m.Status));
    }

    [Fact]
    public void Apply_ReceiptOutOfDate_IsIgnored()
    {
        var window = Window([Talk.Message(1, PartnerSide.A).Read()]);

        var changed = window.Apply(new ReceiptsChanged(Talk.Id, [Receipt(1, 2, isRead: false)]));

        Assert.Equal((false, MessageStatus.Read), (changed, window.Messages[0].Status));
    }

    [Fact]
    public void Apply_ReceiptOfWhatIsNotInView_ChangesTheOthers()
    {
        var window = Window(Talk.Messages(5, 6, PartnerSide.A), hasOlder: true);

        var changed = window.Apply(new ReceiptsChanged(Talk.Id, [Receipt(4, 7, isRead: true), Receipt(5, 8, isRead: true)]));

        Assert.Equal((true, MessageStatus.Read), (changed, window.Messages[0].Status));
    }

    [Fact]
    public void Prepend_PageThatEndsWhereItBegins_IsPutInFront()
    {
        var window = Window(Talk.Messages(11, 20), hasOlder: true);

        var taken = window.Prepend(new MessagePage(Talk.Messages(1, 10), false));

        Assert.Equal((true, false), (taken, window.HasOlder));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), window.Messages.Select(m => m.Seq));
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(1, 11)]
    public void Prepend_PageThatEndsElsewhere_IsNotTaken(int first, int last)
    {
        var window = Window(Talk.Messages(11, 20), hasOlder: true);

        var taken = window.Prepend(new MessagePage(Talk.Messages(first, last), false));

        Assert.Equal((false, 11L, true), (taken, window.FirstSeq, window.HasOlder));
    }

    [Fact]
    public void Prepend_EmptyPage_IsTheBeginning()
    {
        var window = Window(Talk.Messages(11, 20), hasOlder: true);

        var taken = window.Prepend(new MessagePage([], false));

        Assert.Equal((true, false), (taken, window.HasOlder));
    }

    [Fact]
    public void FirstUnread_Opened_IsTheFirstOfThePartnersAfterThePosition()
    {
        var window = Window([Talk.Message(1), Talk.Message(2), Talk.Message(3, PartnerSide.A), Talk.Message(4)], position: 2);

        Assert.Equal(4, window.FirstUnread);
    }

    [Fact]
    public void FirstUnread_AllRead_IsNone()
    {
        var window = Window(Talk.Messages(1, 4), position: 4);

        Assert.Null(window.FirstUnread);
    }

    [Fact]
    public void FirstUnread_MessagesThatComeLater_PlaceNone()
    {
        var window = Window(Talk.Messages(1, 4), position: 4);

        window.Apply(Talk.Message(5).Sent());

        Assert.Null(window.FirstUnread);
    }

    [Fact]
    public void FirstUnread_MessagesThatAreRead_Stays()
    {
        var window = Window(Talk.Messages(1, 4), position: 2);

        window.Apply(Talk.Message(3).Read().Changed());
        window.Apply(Talk.Message(5).Sent());

        Assert.Equal(3, window.FirstUnread);
    }

    [Fact]
    public void FirstUnread_BeforeTheWindow_IsPlacedOnceItsPageIsThere()
    {
        var window = Window(Talk.Messages(11, 20), hasOlder: true, position: 5);
        var before = window.FirstUnread;

        window.Prepend(new MessagePage(Talk.Messages(1, 10), false));

        Assert.Equal((null, 6L), (before, window.FirstUnread));
    }

    private static MessageWindow Window(IReadOnlyList<MessageRecord> messages, bool hasOlder = false, long position = long.MaxValue) =>
        new(PartnerSide.A, messages, hasOlder, position);

    private static Receipt Receipt(long seq, long cursor, bool isRead) =>
        new(Talk.Id, Talk.Message(seq).Id, seq, cursor, PartnerSide.A, Talk.Noon, isRead ? Talk.Noon : null);
}
