namespace PartnerChat.Tests.Fixtures;

/// <summary>The real clock, put forward: days go by at once, and timers go on as they do.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
