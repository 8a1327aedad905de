using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The server is killed while people write, and comes back.</summary>
public sealed class ServerRestartTests(PostgresFixture postgres, ChromiumFixture chromium)
{
    [Fact]
    public async Task Kill_WhilePartnersWrite_NothingIsLostDoubledOrOutOfOrder()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = await ChatProcess.StartAsync(database);
        await using var nora = await StepInAsync(app, "demo-partner-a");
        await using var sami = await StepInAsync(app, "demo-partner-b");
        await nora.WriteAsync("before the server went");
        await sami.SeesAsync("before the server went");
        await sami.Box.FillAsync("half a sentence");

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
    }

    private async Task<Partner> StepInAsync(ChatProcess app, string button)
    {
        var partner = await Partner.ArriveAsync(chromium, app.BaseUrl);
        partner.MayComplain = true;
        await partner.Page.GetByTestId(button).ClickAsync();
        await partner.WaitUntilInteractiveAsync();
        return partner;
    }
}
