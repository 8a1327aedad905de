using PartnerChat.Data.Figures;
using PartnerChat.Data.Listings;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Diagnostics;

/// <summary>Figures about the server, for admins: numbers only, of nobody in particular.</summary>
internal sealed class HealthFigures(SampleStore samples, MessageCountStore messages, LiveCounts live, MailDesk mails, ServerRun run, TimeProvider time)
{
    /// <summary>How many days the messages are counted for.</summary>
    public const int Days = 28;

    private const double HalfOfThem = 0.5;
    private const double MostOfThem = 0.99;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>What is drawn, with days as they are in that zone.</summary>
    public async Task<ServerFigures> GetAsync(TimeZoneInfo zone, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = await samples.GetSinceAsync(QuarterOf(now) - Window, ct);
        var counts = Sum(rows);
        return new ServerFigures(
            await CountDaysAsync(now, zone, ct), Deliveries(rows), LatencyScale.Percentile(counts, HalfOfThem), LatencyScale.Percentile(counts, MostOfThem),
            [.. rows.GroupBy(r => r.At).Select(q => new LivePoint(q.Key, q.Sum(r => r.CircuitsPeak), q.Sum(r => r.SocketsPeak)))], Now(rows, now));
    }

    /// <summary>All that there is to say. It answers while the database is away, too.</summary>
    public async Task<HealthReport> ReportAsync(TimeZoneInfo zone, CancellationToken ct)
    {
        try
        {
            var since = time.GetTimestamp();
            var database = await samples.GetDatabaseAsync(ct);
            var answer = new DatabaseAnswer(database.Version, database.Bytes, time.GetElapsedTime(since));
            var sizes = await samples.GetSizesAsync(time.GetUtcNow() - TimeSpan.FromDays(Days), ct);
            return new HealthReport(run.Version, run.StartedAt, answer, await GetAsync(zone, ct), Hourly(sizes), mails.IsOpen ? await mails.GetStateAsync(ct) : null);
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            return new HealthReport(run.Version, run.StartedAt, null, null, [], null);
        }
    }

    private async Task<IReadOnlyList<DayCount>> CountDaysAsync(DateTimeOffset now, TimeZoneInfo zone, CancellationToken ct)
    {
        var today = DayOf(now);
        // A day more than is shown: where it begins differs from zone to zone.
        var quarters = await messages.GetSinceAsync(now - TimeSpan.FromDays(Days + 1), ct);
        var counts = quarters.GroupBy(q => DayOf(q.At)).ToDictionary(d => d.Key, d => d.Sum(q => q.Messages));
        return [.. Enumerable.Range(0, Days).Select(i => today.AddDays(i + 1 - Days)).Select(day => new DayCount(day, counts.GetValueOrDefault(day)))];

        DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }

    private static List<DeliveryPoint> Deliveries(IEnumerable<ServerSample> rows) =>
    [
        .. rows.GroupBy(r => r.At - TimeSpan.FromTicks(r.At.Ticks % Hour.Ticks)).Select(hour =>
        {
            var counts = Sum(hour);
            return new DeliveryPoint(hour.Key, LatencyScale.Percentile(counts, HalfOfThem), LatencyScale.Percentile(counts, MostOfThem));
        }),
    ];

    // Other nodes as they said last, unless they are silent; this one as it is.
    private LivePoint Now(IEnumerable<ServerSample> rows, DateTimeOffset now)
    {
        var others = rows.Where(r => r.Node != run.Node && r.SeenAt > now - (2 * SampleRecorder.BetweenLooks)).GroupBy(r => r.Node).Select(n => n.MaxBy(r => r.SeenAt)!).ToList();
        return new LivePoint(now, live.Circuits + others.Sum(r => r.Circuits), live.Sockets + others.Sum(r => r.Sockets));
    }

    private static long[] Sum(IEnumerable<ServerSample> rows)
    {
        var counts = new long[LatencyScale.Steps];
        foreach (var row in rows)
        {
            for (var step = 0; step < Math.Min(row.Deliveries.Length, counts.Length); step++) counts[step] += row.Deliveries[step];
        }

        return counts;
    }

    private static List<SizePoint> Hourly(IEnumerable<KeyValuePair<DateTimeOffset, long>> sizes) =>
        [.. sizes.GroupBy(s => s.Key - TimeSpan.FromTicks(s.Key.Ticks % Hour.Ticks)).Select(h => new SizePoint(h.Key, h.Max(s => s.Value)))];

    private static DateTimeOffset QuarterOf(DateTimeOffset at) => at - TimeSpan.FromTicks(at.Ticks % SampleRecorder.Quarter.Ticks);
}
