using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class TypingSignalTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Talk.Noon);
    private readonly ConversationSubscription _partner;
    private readonly TypingSignal _signal;

    public TypingSignalTests()
    {
        var bus = new ConversationEventBus();
        _partner = bus.Subscribe(Talk.Id);
        _signal = new TypingSignal(Talk.Participant(PartnerSide.A), bus, _time);
    }

    [Fact]
    public void Set_Begins_IsToldWithTheSide()
    {
        _signal.Set(true);

        Assert.True(_partner.Events.TryRead(out var told));
        Assert.Equal(new TypingChanged(Talk.Id, PartnerSide.A, true), told);
    }

    [Fact]
    public void Set_EndsBeforeItBegan_IsNotTold()
    {
        _signal.Set(false);

        Assert.Empty(Told());
    }

    [Fact]
    public void Set_Ends_IsToldOnce()
    {
        _signal.Set(true);

        _signal.Set(false);
        _signal.Set(false);

        Assert.Equal([true, false], Told());
    }

    [Fact]
    public void Set_AgainWithinASecond_IsNotToldAgain()
    {
        _signal.Set(true);
        _time.Advance(TimeSpan.FromMilliseconds(999));

        _signal.Set(true);

        Assert.Equal([true], Told());
    }

    [Fact]
    public void Set_AgainAfterASecond_IsToldAgain()
    {
        _signal.Set(true);
        _time.Advance(TimeSpan.FromSeconds(1));

        _signal.Set(true);

        Assert.Equal([true, true], Told());
    }

    [Fact]
    public void Set_BeginsAndEndsWithoutEnd_IsToldFiveTimesASecond()
    {
        Flicker(times: 100);
        var first = Told().Count;
        _time.Advance(TimeSpan.FromSeconds(1));

        Flicker(times: 100);

        Assert.Equal((10, 10), (first, Told().Count));
    }

    [Theory]
    [InlineData(5.999, new[] { true })]
    [InlineData(6, new[] { true, false })]
    public void Set_Silence_EndsAfterSixSeconds(double seconds, bool[] expected)
    {
        _signal.Set(true);

        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, Told());
    }

    [Fact]
    public void Set_GoesOn_SilenceBeginsAnew()
    {
        _signal.Set(true);
        _time.Advance(TimeSpan.FromSeconds(5));
        _signal.Set(true);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([true, true], Told());
    }

    [Fact]
    public void Set_EndedByHand_SilenceTellsNothingMore()
    {
        _signal.Set(true);
        _signal.Set(false);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([true, false], Told());
    }

    [Fact]
    public void Dispose_WhileTyping_EndsIt()
    {
        _signal.Set(true);

        _signal.Dispose();

        Assert.Equal([true, false], Told());
    }

    [Fact]
    public void Set_AfterDispose_TellsNothing()
    {
        _signal.Dispose();

        _signal.Set(true);

        Assert.Empty(Told());
    }

    public void Dispose()
    {
        _signal.Dispose();
        _partner.Dispose();
    }

    private void Flicker(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _signal.Set(true);
            _signal.Set(false);
        }
    }

    private List<bool> Told()
    {
        var told = new List<bool>();
        while (_partner.Events.TryRead(out var next)) told.Add(Assert.IsType<TypingChanged>(next).IsTyping);
        return told;
    }
}
