using CsCheck;
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

        var taken = window.Prepend(new MessagePage(Talk.Messages(1, 10), false), 20);

        Assert.Equal((true, false), (taken, window.HasOlder));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), window.Messages.Select(m => m.Seq));
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(1, 11)]
    public void Prepend_PageThatEndsElsewhere_IsNotTaken(int first, int last)
    {
        var window = Window(Talk.Messages(11, 20), hasOlder: true);

        var taken = window.Prepend(new MessagePage(Talk.Messages(first, last), false), 20);

        Assert.Equal((false, 11L, true), (taken, window.FirstSeq, window.HasOlder));
    }

    [Fact]
    public void Prepend_EmptyPage_IsTheBeginning()
    {
        var window = Window(Talk.Messages(11, 20), hasOlder: true);

        var taken = window.Prepend(new MessagePage([], false), 20);

        Assert.Equal((true, false), (taken, window.HasOlder));
    }

    [Fact]
    public void Prepend_MoreThanItHolds_LetsGoOfTheFarEnd()
    {
        var window = Window(Talk.Messages(51, 250), hasOlder: true);

        window.Prepend(new MessagePage(Talk.Messages(1, 50), false), keepTo: 120);

        Assert.Equal((1, 200, true), (window.FirstSeq, window.LastSeq, window.HasNewer));
    }

    [Fact]
    public void Prepend_MuchIsNeeded_KeepsItUpToTheMost()
    {
        var window = Window(Talk.Messages(51, 450), hasOlder: true);

        window.Prepend(new MessagePage(Talk.Messages(1, 50), false), keepTo: 450);

        Assert.Equal((1, MessageWindow.MostMessages), (window.FirstSeq, window.LastSeq));
    }

    [Fact]
    public void Append_PageThatBeginsWhereItEnds_LetsGoOfTheBeginning()
    {
        var window = Window(Talk.Messages(1, 200), latest: 300);

        var taken = window.Append(new MessagePage(Talk.Messages(201, 250), true), keepFrom: 180);

        Assert.Equal((true, 51, 250, true, true), (taken, window.FirstSeq, window.LastSeq, window.HasOlder, window.HasNewer));
    }

    [Fact]
    public void Append_PageThatBeginsElsewhere_IsNotTaken()
    {
        var window = Window(Talk.Messages(1, 20), latest: 300);

        Assert.False(window.Append(new MessagePage(Talk.Messages(22, 30), true), keepFrom: 1));
    }

    [Fact]
    public void Append_LastPage_ReachesTheEnd()
    {
        var window = Window(Talk.Messages(1, 20), latest: 25);

        window.Append(new MessagePage(Talk.Messages(21, 25), false), keepFrom: 1);

        Assert.False(window.HasNewer);
    }

    [Fact]
    public void Apply_MessageWhileItDoesNotReachTheEnd_IsNotPutInAndRemembered()
    {
        var window = Window(Talk.Messages(1, 20), latest: 25);

        var changed = window.Apply(Talk.Message(26).Sent());

        Assert.Equal((false, 20, 26), (changed, window.LastSeq, window.Latest));
    }

    [Fact]
    public void Apply_MoreThanTheMost_AreNotPutIn()
    {
        var window = Window(Talk.Messages(1, MessageWindow.MostMessages));

        window.Apply(Talk.Message(MessageWindow.MostMessages + 1).Sent());

        Assert.Equal((MessageWindow.MostMessages, true), (window.Messages.Count, window.HasNewer));
    }

    [Fact]
    public void LetGoBefore_FollowingTheEnd_KeepsThePages()
    {
        var window = Window(Talk.Messages(1, 260));

        window.LetGoBefore(250);

        Assert.Equal((61, 260, true), (window.FirstSeq, window.LastSeq, window.HasOlder));
    }

    [Fact]
    public void Prepend_ChangedWhileThePageWasOnItsWay_IsAsItIsNow()
    {
        var window = Window(Talk.Messages(11, 20), hasOlder: true);
        window.StartLoading();
        window.Apply(Talk.Message(5).Deleted().Changed());

        window.Prepend(new MessagePage(Talk.Messages(1, 10), false), 20);
        window.EndLoading();

        Assert.NotNull(window.Messages[4].DeletedAt);
    }

    [Fact]
    public void Replace_OtherPart_IsDenseAndKnowsTheEnd()
    {
        var window = Window(Talk.Messages(900, 999), hasOlder: true);

        window.Replace(new HistoryStretch(Talk.Messages(101, 180), true, true));

        Assert.Equal((101, 180, true, true, 999), (window.FirstSeq, window.LastSeq, window.HasOlder, window.HasNewer, window.Latest));
    }

    [Fact]
    public void Moves_AnyInAnyOrder_LeaveADenseBoundedRunThatLosesAndDoublesNothing() => Gen.Int[0, 5].Array[1, 60].Sample(moves =>
    {
        var (stored, window) = (300L, Window(Talk.Messages(251, 300), hasOlder: true));
        foreach (var move in moves) stored = Move(window, move, stored);

        Assert.Equal(Enumerable.Range((int)window.FirstSeq!, window.Messages.Count).Select(i => (long)i), window.Messages.Select(m => m.Seq));
        Assert.InRange(window.Messages.Count, 1, MessageWindow.MostMessages);
        Assert.Equal((window.FirstSeq > 1, window.LastSeq < stored, stored), (window.HasOlder, window.HasNewer, window.Latest));
    });

    // Up, down, a message that comes, a jump, the end, and letting go.
    private static long Move(MessageWindow window, int move, long stored)
    {
        var (first, last) = ((int)window.FirstSeq!, (int)window.LastSeq);
        switch (move)
        {
            case 0 when first > 1:
                window.Prepend(new MessagePage(Talk.Messages(Math.Max(1, first - 50), first - 1), first > 51), first + 20);
                break;
            case 1 when last < stored:
                window.Append(new MessagePage(Talk.Messages(last + 1, (int)Math.Min(stored, last + 50)), last + 50 < stored), last - 20);
                break;
            case 2:
                window.Apply(Talk.Message(++stored).Sent());
                break;
            case 3:
                window.Replace(new HistoryStretch(Talk.Messages(101, 180), true, true));
                break;
            case 4:
                window.Replace(new HistoryStretch(Talk.Messages((int)stored - 49, (int)stored), true, false));
                break;
            default:
                window.LetGoBefore(last - 30);
                break;
        }

        return stored;
    }

    private static MessageWindow Window(List<MessageRecord> messages, bool hasOlder = false, long? latest = null) =>
        new(messages, hasOlder, latest ?? (messages.Count == 0 ? 0 : messages[^1].Seq));

    private static Receipt Receipt(long seq, long cursor, bool isRead) =>
        new(Talk.Id, Talk.Message(seq).Id, seq, cursor, PartnerSide.A, Talk.Noon, isRead ? Talk.Noon : null);
}
