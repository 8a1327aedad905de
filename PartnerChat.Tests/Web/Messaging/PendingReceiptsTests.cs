using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class PendingReceiptsTests
{
    private readonly PendingReceipts _pending = new();

    [Theory]
    [InlineData(0, 5, 5, 9, 0, 9)]
    [InlineData(5, 9, 0, 5, 0, 9)]
    [InlineData(0, 9, 2, 4, 0, 9)]
    [InlineData(2, 4, 0, 9, 0, 9)]
    [InlineData(0, 5, 3, 9, 0, 9)]
    public void Add_RangesThatTouch_BecomeOne(long from, long to, long nextFrom, long nextTo, long expectedFrom, long expectedTo)
    {
        _pending.Add(Delivered(from, to));
        _pending.Add(Delivered(nextFrom, nextTo));

        Assert.Equal([Delivered(expectedFrom, expectedTo)], TakeAll());
    }

    [Theory]
    [InlineData(0, 5, 6, 9)]
    [InlineData(6, 9, 0, 5)]
    public void Add_RangesWithAHole_StayApart(long from, long to, long nextFrom, long nextTo)
    {
        _pending.Add(Delivered(from, to));
        _pending.Add(Delivered(nextFrom, nextTo));

        Assert.Equal([Delivered(from, to), Delivered(nextFrom, nextTo)], TakeAll());
    }

    [Fact]
    public void Add_ReadToDelivered_TravelTogether()
    {
        _pending.Add(Delivered(0, 5));
        _pending.Add(Read(4));

        Assert.Equal([Delivered(0, 5) with { ReadTo = 4, Position = 4 }], TakeAll());
    }

    [Fact]
    public void Add_DeliveredToRead_TravelTogether()
    {
        _pending.Add(Read(4));
        _pending.Add(Delivered(3, 5));

        Assert.Equal([Delivered(3, 5) with { ReadTo = 4, Position = 4 }], TakeAll());
    }

    [Theory]
    [InlineData(3, 7)]
    [InlineData(7, 3)]
    public void Add_ReadTwice_TheFurtherCounts(long first, long second)
    {
        _pending.Add(Read(first));
        _pending.Add(Read(second));

        Assert.Equal([Read(7)], TakeAll());
    }

    [Fact]
    public void Add_PositionWithoutReceipt_IsKept()
    {
        _pending.Add(Read(3));
        _pending.Add(Read(3) with { ReadTo = 0, Position = 8 });

        Assert.Equal([Read(3) with { Position = 8 }], TakeAll());
    }

    [Fact]
    public void Add_Folded_SharesTheTask()
    {
        var first = _pending.Add(Delivered(0, 5));
        var second = _pending.Add(Delivered(5, 6));

        Assert.Same(first, second);
    }

    [Fact]
    public void Add_AfterTake_IsANewOne()
    {
        var first = _pending.Add(Delivered(0, 5));
        _pending.TakeFirst().Done.SetResult();

        var second = _pending.Add(Delivered(5, 6));

        Assert.Equal((true, false), (first.IsCompletedSuccessfully, second.IsCompleted));
    }

    [Fact]
    public void PutBack_Unfinished_ComesFirstAgain()
    {
        _pending.Add(Delivered(0, 5));
        var unfinished = _pending.TakeFirst();
        _pending.Add(Delivered(10, 12));

        _pending.PutBack(unfinished);

        Assert.Equal([Delivered(0, 5), Delivered(10, 12)], TakeAll());
    }

    [Fact]
    public void TakeFirst_Last_LeavesItEmpty()
    {
        _pending.Add(Read(1));

        _pending.TakeFirst();

        Assert.True(_pending.IsEmpty);
    }

    private static ReceiptRange Delivered(long from, long to) => new(Talk.Id, PartnerSide.B, from, to, 0, 0);

    private static ReceiptRange Read(long to) => new(Talk.Id, PartnerSide.B, 0, 0, to, to);

    private List<ReceiptRange> TakeAll()
    {
        var ranges = new List<ReceiptRange>();
        while (!_pending.IsEmpty) ranges.Add(_pending.TakeFirst().Range);
        return ranges;
    }
}
