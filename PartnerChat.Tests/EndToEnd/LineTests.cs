using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The line between a browser and the server goes, and comes back.</summary>
public sealed class LineTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Cut_WhileBothWrite_TheSamePageGoesOnAndHasEverythingOnce()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(through, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.Page.EvaluateAsync("window.isSamePage = true");

        line.Cut();
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();
        await nora.WriteAsync("first without a line");
        await nora.WriteAsync("second without a line");
        await nora.Box.FillAsync("and a draft");
        await sami.WriteAsync("while you were away");
        await nora.SeesStatusAsync("second without a line", "sending");
        line.Heal();

        await sami.SeesAsync("second without a line");
        await nora.SeesAsync("while you were away");
        await nora.SeesStatusAsync("second without a line", "delivered");
        Assert.Equal(["while you were away", "first without a line", "second without a line"], await nora.TextsAsync());
        Assert.Equal(await sami.TextsAsync(), await nora.TextsAsync());
        await Assertions.Expect(nora.Box).ToHaveValueAsync("and a draft");
        await Assertions.Expect(nora.Banner).ToBeHiddenAsync(new() { Timeout = 10_000 });
        Assert.True(await nora.Page.EvaluateAsync<bool>("window.isSamePage === true"));
    }

    [Fact]
    public async Task Blackhole_AfterSending_IsToldWithinThreeSecondsAndHealed()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(through, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);

        line.Blackhole();
        await nora.WriteAsync("into the dark");
        await Assertions.Expect(nora.Banner).ToContainTextAsync("The server is not answering.", new() { Timeout = 6_000 });
        line.Heal();

        await sami.SeesAsync("into the dark");
        await nora.SeesStatusAsync("into the dark", "delivered");
    }

    [Fact]
    public async Task Offline_TheBrowserSaysSo_IsToldAtOnce()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(server.BaseUrl, couple.A);

        await nora.Profile.SetOfflineAsync(true);
        await Assertions.Expect(nora.Banner).ToContainTextAsync("No connection.", new() { Timeout = 1_000 });
        await nora.WriteAsync("kept here");
        await nora.SeesStatusAsync("kept here", "sending");
        await nora.Profile.SetOfflineAsync(false);

        await Assertions.Expect(nora.Banner).ToContainTextAsync("Connected again. 1 message goes out.");
        await nora.SeesStatusAsync("kept here", "sent");
        await Assertions.Expect(nora.Banner).ToBeHiddenAsync(new() { Timeout = 10_000 });
    }

    [Fact]
    public async Task Cut_WhileTheBannerCounts_IsAnnouncedOnceAndTheReturnOnce()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        await using var nora = await OverAsync(through, (await server.NewCoupleAsync()).A);
        await nora.Page.EvaluateAsync(
            """
            window.said = [];
            for (const place of document.querySelectorAll('[data-connection]'))
              new MutationObserver(() => place.textContent && said.push(`${place.role}: ${place.textContent}`)).observe(place, { childList: true });
            """);

        line.Cut();
        await Assertions.Expect(nora.Banner).ToContainTextAsync("in 3 seconds", new() { Timeout = 15_000 });
        line.Heal();
        await Assertions.Expect(nora.Banner).ToContainTextAsync("Connected again.", new() { Timeout = 10_000 });

        Assert.Equal(
            ["alert: The server is not answering. Nothing you write is lost.", "status: Connected again."],
            await nora.Page.EvaluateAsync<string[]>("said"));
    }

    [Fact]
    public async Task Pause_ThenResume_CatchesUpWithoutAReload()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.Page.EvaluateAsync("window.isSamePage = true");
        await nora.Box.FillAsync("a draft over a pause");

        Assert.True(await nora.Page.EvaluateAsync<bool>("Blazor.pauseCircuit()"));
        await sami.WriteAsync("while you were paused");
        await sami.SeesStatusAsync("while you were paused", "sent");
        Assert.True(await nora.Page.EvaluateAsync<bool>("Blazor.resumeCircuit()"));

        await nora.SeesAsync("while you were paused");
        await sami.SeesStatusAsync("while you were paused", "delivered");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("a draft over a pause");
        Assert.True(await nora.Page.EvaluateAsync<bool>("window.isSamePage === true"));
    }

    private async Task<Partner> OverAsync(string address, TestAccount account)
    {
        var partner = await Partner.SignInAsync(chromium, address, account);
        partner.MayComplain = true;
        return partner;
    }
}
