using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data;
using PartnerChat.Data.Mail;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class PresenceTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly InterruptedTime _time = new();
    private readonly ConversationSubscription _partner;
    private readonly Presence _presence;
    private readonly Participant _nora = Talk.Participant(PartnerSide.A);

    public PresenceTests()
    {
        var bus = new ConversationEventBus();
        _partner = bus.Subscribe(Talk.Id);
        _presence = new Presence(bus, new RelationshipStore(new NoDatabase(), new NoPartingMail(), _time), _time, NullLogger<Presence>.Instance);
    }

    [Fact]
    public void Enter_First_TellsThatTheyAreHere()
    {
        _presence.Enter(_nora);

        Assert.True(_presence.IsOnline(Talk.Id, PartnerSide.A));
        Assert.Equal([true], Told());
    }

    [Fact]
    public void Enter_OneSide_SaysNothingOfTheOther()
    {
        _presence.Enter(_nora);

        Assert.False(_presence.IsOnline(Talk.Id, PartnerSide.B));
    }

    [Fact]
    public void Enter_SecondSession_TellsNothing()
    {
        _presence.Enter(_nora);

        _presence.Enter(_nora);

        Assert.Equal([true], Told());
    }

    [Fact]
    public void Leave_OneOfTwoSessions_TellsNothing()
    {
        var first = _presence.Enter(_nora);
        _presence.Enter(_nora);

        first.Dispose();
        _time.Advance(Grace);

        Assert.Equal([true], Told());
    }

    [Fact]
    public void Leave_LastSessionWithinGrace_IsStillHere()
    {
        var stay = _presence.Enter(_nora);

        stay.Dispose();
        _time.Advance(Grace - Moment);

        Assert.True(_presence.IsOnline(Talk.Id, PartnerSide.A));
        Assert.Equal([true], Told());
    }

    [Fact]
    public void Leave_LastSessionAfterGrace_TellsThatTheyWent()
    {
        var stay = _presence.Enter(_nora);

        stay.Dispose();
        _time.Advance(Grace);

        Assert.False(_presence.IsOnline(Talk.Id, PartnerSide.A));
        Assert.Equal([true, false], Told());
    }

    [Fact]
    public void Leave_Reload_TellsNothing()
    {
        var stay = _presence.Enter(_nora);

        stay.Dispose();
        _time.Advance(Grace - Moment);
        _presence.Enter(_nora);
        _time.Advance(Grace);

        Assert.Equal([true], Told());
    }

    [Fact]
    public void Leave_ReloadThenGone_GraceBeginsAnew()
    {
        _presence.Enter(_nora).Dispose();
        _time.Advance(TimeSpan.FromSeconds(3));
        _presence.Enter(_nora).Dispose();

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal([true], Told());
    }

    [Fact]
    public void Leave_Twice_CountsOnce()
    {
        var first = _presence.Enter(_nora);
        _presence.Enter(_nora);

        first.Dispose();
        first.Dispose();
        _time.Advance(Grace);

        Assert.True(_presence.IsOnline(Talk.Id, PartnerSide.A));
    }

    [Fact]
    public void Enter_AfterTheyWent_IsToldAgain()
    {
        _presence.Enter(_nora).Dispose();
        _time.Advance(Grace);

        _presence.Enter(_nora);

        Assert.Equal([true, false, true], Told());
    }

    [Fact]
    public async Task Enter_WhileTheyAreToldGone_IsToldAfterIt()
    {
        _presence.Enter(_nora).Dispose();
        Task back = Task.CompletedTask;
        _time.Interrupt = () =>
        {
            back = Task.Run(() => _presence.Enter(_nora));
            // Long enough for a session that waits for nothing; one that waits its turn is let go on by what follows.
            back.Wait(TimeSpan.FromMilliseconds(250));
        };

        _time.Advance(Grace);
        await back;

        Assert.Equal([true, false, true], Told());
    }

    [Theory]
    [InlineData("2026-11-18T12:00:00Z", "2026-11-18T12:00:00Z")]
    [InlineData("2026-11-18T12:04:59.999Z", "2026-11-18T12:00:00Z")]
    [InlineData("2026-11-18T13:07:00+01:00", "2026-11-18T12:05:00Z")]
    public void Coarse_Time_IsRoundedDownToFiveMinutes(string at, string expected)
    {
        var coarse = Presence.Coarse(At(at));

        Assert.Equal(At(expected), coarse);
    }

    [Fact]
    public void Coarse_NeverHere_IsNull()
    {
        Assert.Null(Presence.Coarse(null));
    }

    [Fact]
    public void Leave_LastSeen_IsCoarse()
    {
        _time.Advance(TimeSpan.FromMinutes(7));

        _presence.Enter(_nora);

        Assert.True(_partner.Events.TryRead(out var told));
        Assert.Equal(Talk.Noon.AddMinutes(5), Assert.IsType<PresenceChanged>(told).LastSeenAt);
    }

    public void Dispose() => _partner.Dispose();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private List<bool> Told()
    {
        var told = new List<bool>();
        while (_partner.Events.TryRead(out var next)) told.Add(Assert.IsType<PresenceChanged>(next).IsOnline);
        return told;
    }

    /// <summary>Lets something happen, once, at the moment when the time is next asked for.</summary>
    private sealed class InterruptedTime() : FakeTimeProvider(Talk.Noon)
    {
        public Action? Interrupt { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var interrupt = Interrupt;
            Interrupt = null;
            interrupt?.Invoke();
            return base.GetUtcNow();
        }
    }

    /// <summary>What is remembered in the database is not asked here, and that it is away is survived.</summary>
    private sealed class NoDatabase : IDbContextFactory<ChatDbContext>
    {
        public ChatDbContext CreateDbContext() => throw new InvalidOperationException("There is no database.");
    }
}
