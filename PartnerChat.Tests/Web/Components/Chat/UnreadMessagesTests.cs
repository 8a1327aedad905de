using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class UnreadMessagesTests
{
    private readonly MessageWindow _window = new(Talk.Messages(1, 10), hasOlder: false, latest: 100);

    [Fact]
    public void Among_Messages_CountsThePartnersAfterThePosition()
    {
        var mark = UnreadMark.Among([Talk.Message(1), Talk.Message(2), Talk.Message(3, PartnerSide.A), Talk.Message(4)], PartnerSide.A, 2);

        Assert.Equal(new UnreadMark(2, 4, 1, 4), mark);
    }

    [Fact]
    public void Apply_PartnersMessageBelowTheWindow_Counts()
    {
        var unread = Unread(readTo: 5, count: 95);

        var changed = Apply(unread, Talk.Message(101).Sent());

        Assert.Equal((true, 96, 1, 101), (changed, unread.Count, unread.Arrived, unread.Latest));
    }

    [Fact]
    public void Apply_OwnMessage_CountsNothing()
    {
        var unread = Unread(readTo: 5, count: 95);

        Apply(unread, Talk.Message(101, PartnerSide.A).Sent());

        Assert.Equal((95, 0, 101), (unread.Count, unread.Arrived, unread.Latest));
    }

    [Fact]
    public void Apply_SameMessageAgain_CountsItOnce()
    {
        var unread = Unread(readTo: 5, count: 95);
        Apply(unread, Talk.Message(101).Sent());

        Assert.False(Apply(unread, Talk.Message(101).Sent()));
    }

    [Fact]
    public void Read_WithinTheWindow_CountsDown()
    {
        var unread = Unread(readTo: 5, count: 95);

        unread.Read(8, _window);

        Assert.Equal((92, 8, null), (unread.Count, unread.ReadTo, unread.Uncounted));
    }

    [Fact]
    public void Read_AgainOrLess_ChangesNothing()
    {
        var unread = Unread(readTo: 5, count: 95);

        Assert.False(unread.Read(5, _window));
    }

    [Fact]
    public void Read_Everything_LeavesNone()
    {
        var unread = Unread(readTo: 5, count: 95);

        unread.Read(100, _window);

        Assert.Equal((0, null), (unread.Count, unread.Uncounted));
    }

    [Fact]
    public void Apply_ReadElsewhereBeyondTheWindow_IsCountedByTheStore()
    {
        var unread = Unread(readTo: 5, count: 95);
        Apply(unread, new ReceiptsChanged(Talk.Id, [new Receipt(Talk.Id, Talk.Message(60).Id, 60, 500, PartnerSide.B, Talk.Noon, Talk.Noon)]));
        var range = unread.Uncounted!;
        Apply(unread, Talk.Message(101).Sent());

        unread.Take(range, 40);

        Assert.Equal((60, 100), (range.After, range.UpTo));
        Assert.Equal((41, null), (unread.Count, unread.Uncounted));
    }

    [Fact]
    public void Take_ReadFurtherMeanwhile_IsAskedAgain()
    {
        var unread = Unread(readTo: 5, count: 95);
        unread.Read(60, _window);
        var range = unread.Uncounted!;
        unread.Read(70, _window);

        unread.Take(range, 40);

        Assert.Equal(70, unread.Uncounted!.After);
    }

    [Fact]
    public void Apply_OwnMessageThatThePartnerRead_IsNotMine()
    {
        var unread = Unread(readTo: 5, count: 95);

        Apply(unread, Talk.Message(60, PartnerSide.A).Read().Changed());

        Assert.Equal(5, unread.ReadTo);
    }

    [Fact]
    public void Apply_UnreadOneIsDeleted_CountsItNoMore()
    {
        var unread = Unread(readTo: 5, count: 95);

        Apply(unread, Talk.Message(60).Deleted().Changed());
        Apply(unread, Talk.Message(60).Deleted().Changed());

        Assert.Equal(94, unread.Count);
    }

    [Fact]
    public void Apply_TheDividersMessageIsTakenBack_ItStandsBeforeTheNext()
    {
        var unread = Unread(readTo: 5, count: 95);

        Apply(unread, Talk.Message(6).Deleted().Changed());

        Assert.Equal(7, unread.Divider);
    }

    [Fact]
    public void Apply_AllThatWasUnreadIsTakenBack_HasNoDivider()
    {
        var window = new MessageWindow(Talk.Messages(1, 2), hasOlder: false, latest: 2);
        var unread = new UnreadMessages(PartnerSide.A, new UnreadMark(1, 2, 1, 2));
        var change = Talk.Message(2).Deleted().Changed();
        window.Apply(change);

        unread.Apply(change, window);

        Assert.Equal((null, 0), (unread.Divider, unread.Count));
    }

    private static UnreadMessages Unread(long readTo, int count) => new(PartnerSide.A, new UnreadMark(readTo, 100, count, readTo + 1));

    private bool Apply(UnreadMessages unread, DurableEvent @event)
    {
        _window.Apply(@event);
        return unread.Apply(@event, _window);
    }
}
