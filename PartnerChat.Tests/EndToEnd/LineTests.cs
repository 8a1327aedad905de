using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

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

    [Fact]
    public async Task Resume_RightAfterTyping_TheTextIsStillThere()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(server.BaseUrl, couple.A);
        Assert.True(await nora.Page.EvaluateAsync<bool>("Blazor.pauseCircuit()"));

        await nora.Box.EvaluateAsync(
            """
            async box => {
              const resumed = Blazor.resumeCircuit();
              for (let typed = ''; box.isConnected; await new Promise(requestAnimationFrame)) {
                box.value = typed = typed + 'x';
                box.dispatchEvent(new Event('input', { bubbles: true }));
              }
              window.typed = box.value;
              await resumed;
            }
            """);

        await Assertions.Expect(nora.Box).ToHaveValueAsync(await nora.Page.EvaluateAsync<string>("window.typed"));
    }

    [Fact]
    public async Task Start_TheFirstLineDoesNotOpen_IsToldAndTriedAgain()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(server.BaseUrl, couple.A);
        var refused = 0;
        await nora.Page.RouteWebSocketAsync(_ => true, line =>
        {
            if (Interlocked.Increment(ref refused) <= 2) _ = line.CloseAsync();
            else line.ConnectToServer();
        });

        await nora.Page.ReloadAsync();
        await Assertions.Expect(nora.Banner).ToContainTextAsync("The server is not answering.");
        await nora.WriteAsync("before there was a line");

        await nora.SeesStatusAsync("before there was a line", "sent");
    }

    [Fact]
    public async Task Circuit_AnExceptionEndsIt_TheNextGoesOnByItself()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(server.BaseUrl, couple.A);
        await nora.WriteAsync("before");
        await nora.SeesStatusAsync("before", "sent");
        var chat = server.Get<ChatService>();
        var visit = (await chat.VisitAsync(couple.A.Id, TestContext.Current.CancellationToken)).Value!;
        var stored = (await chat.GetPageBeforeAsync(visit.Participant, null, 1, TestContext.Current.CancellationToken)).Value!.Messages[0];

        // One bubble twice, which no renderer takes. The log calls a key that is twice in a list within a list "Attempting to return wrong pooled instance".
        server.Get<ConversationEventBus>().Publish(new MessageSent(stored with { Seq = 2 }, visit.Membership.Cursor, visit.Membership.Cursor + 1));
        await Assertions.Expect(nora.Banner).ToContainTextAsync("The server is not answering.");
        await nora.WriteAsync("meanwhile");

        await nora.SeesStatusAsync("meanwhile", "sent");
        Assert.Equal(["before", "meanwhile"], await nora.TextsAsync());
    }

    [Fact]
    public async Task Resume_SomebodyElseSignedInMeanwhile_OpensTheirs()
    {
        var (couple, others) = (await server.NewCoupleAsync(), await server.NewCoupleAsync("Ida", "Max"));
        await using var nora = await OverAsync(server.BaseUrl, couple.A);
        await nora.WriteAsync("only for Sami");
        await nora.SeesStatusAsync("only for Sami", "sent");
        Assert.True(await nora.Page.EvaluateAsync<bool>("Blazor.pauseCircuit()"));
        await nora.Profile.ClearCookiesAsync();
        await SignInBesideAsync(nora, others.B);

        await nora.Page.EvaluateAsync("void Blazor.resumeCircuit()");

        await Assertions.Expect(nora.Page.GetByRole(AriaRole.Heading, new() { Name = "Ida" })).ToBeVisibleAsync();
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
    }

    private static async Task SignInBesideAsync(Partner partner, TestAccount account)
    {
        var page = await partner.Profile.NewPageAsync();
        await page.GotoAsync("/account/login");
        await page.GetByLabel("E-mail").FillAsync(account.Email);
        await page.GetByLabel("Password").FillAsync(Accounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/chat");
        await page.CloseAsync();
    }

    private async Task<Partner> OverAsync(string address, TestAccount account)
    {
        var partner = await Partner.SignInAsync(chromium, address, account);
        partner.MayComplain = true;
        return partner;
    }
}
