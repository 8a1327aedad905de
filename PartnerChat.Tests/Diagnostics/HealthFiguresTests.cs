using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data.Figures;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Diagnostics;

namespace PartnerChat.Tests.Diagnostics;

/// <summary>Figures add up over nodes, quarters of an hour and the reader's days.</summary>
public sealed class HealthFiguresTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HealthFigures Figures => app.Services.GetRequiredService<HealthFigures>();

    [Fact]
    public async Task GetAsync_TwoNodes_AreOne()
    {
        var now = app.Time.GetUtcNow();
        foreach (var micros in new[] { 1_000, 2_000 }) await WriteAsync(now.AddHours(-3), micros, circuits: 4, sockets: 2);

        var figures = await Figures.GetAsync(TimeZoneInfo.Utc, Ct);

        Assert.Contains(figures.Live, l => l is { Circuits: 8, Sockets: 4 });
        Assert.InRange(figures.Half!.Value.TotalMilliseconds, 1, 1.2);
        Assert.InRange(figures.Most!.Value.TotalMilliseconds, 2, 2.3);
        // They are silent, so nobody is with them now.
        Assert.Equal(0, figures.Now.All);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Pacific/Kiritimati")]
    public async Task GetAsync_Messages_CountOnTheReadersDay(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        await app.ExecuteAsync("DELETE FROM message_quarters");
        var local = TimeZoneInfo.ConvertTime(app.Time.GetUtcNow(), zone);
        var midnight = new DateTimeOffset(local.Date.AddDays(-3), zone.GetUtcOffset(local.Date)).ToUniversalTime();
        await app.ExecuteAsync("INSERT INTO message_quarters (at, messages) VALUES ($1, 5), ($2, 7)", midnight.AddMinutes(-15), midnight);

        var days = (await Figures.GetAsync(zone, Ct)).Days;

        Assert.Equal(HealthFigures.Days, days.Count);
        Assert.Equal([5L, 7L], days.Skip(HealthFigures.Days - 5).Take(2).Select(d => d.Messages));
        Assert.Equal(12, days.Sum(d => d.Messages));
    }

    [Fact]
    public async Task ReportAsync_Database_SaysWhichAndHowLarge()
    {
        var report = await Figures.ReportAsync(TimeZoneInfo.Utc, Ct);

        Assert.NotEmpty(report.Version);
        Assert.StartsWith("1", report.Database!.Version, StringComparison.Ordinal);
        Assert.InRange(report.Database.Bytes, 1_000_000, long.MaxValue);
    }

    private Task WriteAsync(DateTimeOffset at, int micros, int circuits, int sockets)
    {
        var deliveries = new int[LatencyScale.Steps];
        deliveries[LatencyScale.StepOf(TimeSpan.FromMicroseconds(micros))] = 10;
        return app.Services.GetRequiredService<SampleStore>().WriteAsync(new ServerSample
        {
            At = at,
            Node = Guid.CreateVersion7(),
            SeenAt = at,
            Circuits = circuits,
            CircuitsPeak = circuits,
            Sockets = sockets,
            SocketsPeak = sockets,
            Deliveries = deliveries,
        }, Ct);
    }
}
