using Microsoft.Playwright;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Figures;

namespace PartnerChat.Tests.Pictures;

/// <summary>How the server is doing, after a month with some hundred couples.</summary>
internal static class HealthScenes
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<IPage> HealthAsync(Stage stage)
    {
        await FillAsync(stage.Server.Get<ChatDataSources>().Readers);
        var page = await PageScenes.AdminAsync(stage);
        await page.GotoAsync("/admin/health");
        // A chart draws itself a moment after the page.
        await Assertions.Expect(page.Locator("[data-testid=chart] .drawn:has(path)")).ToHaveCountAsync(4);
        return page;
    }

    // More in the evening than at night, and on some days than on others: told by sines, so that each run draws the same.
    private static async Task FillAsync(NpgsqlDataSource database)
    {
        var deliveries = new int[LatencyScale.Steps];
        foreach (var (milliseconds, count) in new[] { (1.5, 30), (2, 70), (3, 55), (4, 22), (6, 9), (11, 4), (24, 1) })
            deliveries[LatencyScale.StepOf(TimeSpan.FromMilliseconds(milliseconds))] = count;

        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            INSERT INTO message_quarters (at, messages)
            SELECT at, (20 * (1.2 - cos(extract(hour FROM at) * pi() / 12)) * (1.3 + sin(extract(day FROM at))))::int
            FROM generate_series(date_bin('15 min', now(), 'epoch') - interval '28 days', now(), '15 min') at
            ON CONFLICT (at) DO NOTHING
            """));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            INSERT INTO server_samples (at, node, seen_at, circuits, circuits_peak, sockets, sockets_peak, deliveries, database_bytes)
            SELECT at, gen_random_uuid(), at, 0, load, 0, load / 3, ARRAY(SELECT count * load / 40 FROM unnest($1) WITH ORDINALITY AS d(count, step) ORDER BY step),
                400e6 + (extract(epoch FROM at) - extract(epoch FROM now())) * 60
            FROM generate_series(date_bin('15 min', now(), 'epoch') - interval '28 days', now() - interval '15 min', '15 min') at,
                LATERAL (SELECT (60 * (1.2 - cos(extract(hour FROM at) * pi() / 12)))::int AS load) l
            """) { Parameters = { new NpgsqlParameter<int[]> { TypedValue = deliveries } } });
        await batch.ExecuteNonQueryAsync(Ct);
    }
}
