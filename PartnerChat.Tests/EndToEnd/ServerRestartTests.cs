using System.Net.Sockets;
using Microsoft.Playwright;
using Npgsql;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The server is killed while people write, and comes back.</summary>
public sealed class ServerRestartTests(PostgresFixture postgres, ChromiumFixture chromium)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WhilePartnersWrite_NothingIsLostDoubledOrOutOfOrder()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var app = await ChatProcess.StartAsync(database);
        await using var nora = await StepInAsync(app, "demo-partner-a");
        await using var sami = await StepInAsync(app, "demo-partner-b");
        await nora.WriteAsync("before the server went");
        await sami.SeesAsync("before the server went");
        await sami.Box.FillAsync("half a sentence");
        await using var export = await ExportThatStandsStillAsync(database, sami);

        await app.KillAsync();
        await nora.WriteAsync("first while it is away");
        await nora.WriteAsync("second while it is away");
        await nora.SeesStatusAsync("second while it is away", "sending");
        await Assertions.Expect(nora.Banner).ToContainTextAsync("The server is not answering.");
        await app.StartAsync();

        await nora.SeesStatusAsync("second while it is away", "delivered");
        await sami.SeesAsync("second while it is away");
        await nora.WaitUntilInteractiveAsync();
        await sami.WaitUntilInteractiveAsync();
        string[] expected = ["before the server went", "first while it is away", "second while it is away"];
        Assert.Equal(expected, (await nora.TextsAsync()).TakeLast(3));
        Assert.Equal(expected, (await sami.TextsAsync()).TakeLast(3));
        await Assertions.Expect(sami.Box).ToHaveValueAsync("half a sentence");

        // The export went with the server; its page says so, and it is started again.
        await Assertions.Expect(export.Page.Locator("[data-part=lost]")).ToContainTextAsync("no longer on its way");
        var whole = await export.Page.RunAndWaitForDownloadAsync(() => export.Page.GetByTestId("export-json").ClickAsync());
        Assert.Contains("second while it is away", await File.ReadAllTextAsync(await whole.PathAsync(), Ct), StringComparison.Ordinal);
        await Assertions.Expect(export.Page.Locator("[data-part=lost]")).ToBeEmptyAsync();
    }

    // Its page, and the line of somebody who reads no further: texts that fill every buffer on the way.
    private static async Task<StoppedExport> ExportThatStandsStillAsync(TestDatabase database, Partner partner)
    {
        await using (var data = NpgsqlDataSource.Create(database.ConnectionString))
        await using (var fill = data.CreateCommand("UPDATE partner_messages SET content = repeat('🍐', 4900) WHERE deleted_at IS NULL AND seq < (SELECT max(seq) - 60 FROM partner_messages)"))
            await fill.ExecuteNonQueryAsync(Ct);
        var page = await partner.Profile.NewPageAsync();
        await page.GotoAsync("/settings/export");
        await page.Locator("[data-testid=export][data-interactive=true]").WaitForAsync();
        var reader = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            ConnectCallback = async (to, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                await socket.ConnectAsync(to.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = new Uri(page.Url) };
        reader.DefaultRequestHeaders.Add("Cookie", string.Join("; ", (await partner.Profile.CookiesAsync()).Select(c => $"{c.Name}={c.Value}")));
        await reader.GetAsync("/settings/export/json", HttpCompletionOption.ResponseHeadersRead, Ct);
        await Assertions.Expect(page.GetByTestId("export-stop")).ToBeVisibleAsync();
        return new StoppedExport(page, reader);
    }

    private async Task<Partner> StepInAsync(ChatProcess app, string button)
    {
        var partner = await Partner.ArriveAsync(chromium, app.BaseUrl);
        partner.MayComplain = true;
        await partner.Page.GetByTestId(button).ClickAsync();
        await partner.WaitUntilInteractiveAsync();
        return partner;
    }

    private sealed record StoppedExport(IPage Page, HttpClient Reader) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Reader.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
