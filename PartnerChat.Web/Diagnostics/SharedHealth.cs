using System.Collections.Concurrent;

namespace PartnerChat.Web.Diagnostics;

/// <summary>
/// What admins' pages show of the server, read once for all who look at the same moment. A page that becomes live finds there what it came with, so
/// that nothing on it goes and comes again.
/// </summary>
internal sealed class SharedHealth(HealthFigures figures, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Reading> _readings = new();

    /// <summary>How the server is doing, at most 10 s old, with days as they are in that zone. While the database is away it says so.</summary>
    public Task<HealthReport> ReportAsync(TimeZoneInfo zone, CancellationToken ct)
    {
        var reading = _readings.AddOrUpdate(zone.Id, _ => Read(zone), (_, former) => time.GetElapsedTime(former.Since) < Kept ? former : Read(zone));
        return reading.Report.Value.WaitAsync(ct);
    }

    private Reading Read(TimeZoneInfo zone) => new(time.GetTimestamp(), new Lazy<Task<HealthReport>>(() => figures.ReportAsync(zone, CancellationToken.None)));

    private sealed record Reading(long Since, Lazy<Task<HealthReport>> Report);
}
