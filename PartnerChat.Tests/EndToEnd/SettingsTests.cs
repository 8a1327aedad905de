using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

public sealed class SettingsTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Receipts_SwitchedOff_AreGoneFromBothOpenChatsAndBothReadWhy()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.WriteAsync("read this");
        await sami.SeesAsync("read this");
        await sami.StirAsync();
        await nora.SeesStatusAsync("read this", "read");
        var settings = await SettingsOfAsync(sami);

        await settings.GetByTestId("setting-receipts").UncheckAsync();

        await nora.SeesStatusAsync("read this", "delivered");
        await Assertions.Expect(NoticesOf(nora)).ToContainTextAsync(["Sami switched read receipts off."]);
        await Assertions.Expect(NoticesOf(sami)).ToContainTextAsync(["You switched read receipts off."]);
        await Assertions.Expect(settings.GetByTestId("settings-status")).Not.ToBeEmptyAsync();
        await nora.WriteAsync("and this");
        await sami.SeesAsync("and this");
        await sami.StirAsync();
        await Assertions.Expect(sami.Page).ToHaveTitleAsync("Nora · PartnerChat");
        await nora.SeesStatusAsync("and this", "delivered");
    }

    [Fact]
    public async Task Notice_InTheFirstHtml_StandsBetweenItsMessages()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.WriteAsync("before");
        await nora.SeesStatusAsync("before", "sent");
        var settings = await SettingsOfAsync(nora);
        await settings.GetByTestId("setting-receipts").UncheckAsync();
        await Assertions.Expect(NoticesOf(nora)).ToHaveCountAsync(1);
        await nora.WriteAsync("after");
        await nora.SeesStatusAsync("after", "sent");

        var html = await (await nora.Profile.APIRequest.GetAsync($"{server.BaseUrl}/chat")).TextAsync();

        Assert.True(html.IndexOf(">before<", StringComparison.Ordinal) is > 0 and var before && html.IndexOf("data-testid=\"notice\"", StringComparison.Ordinal) is var notice
            && notice > before && notice < html.IndexOf(">after<", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThemeAndSendKey_Chosen_AreInOpenTabsAtOnceAndInTheNextPagesFirstHtml()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        var settings = await SettingsOfAsync(nora);
        var other = await SettingsOfAsync(nora);

        await settings.Locator("input[name=theme][value=dark]").CheckAsync();
        await settings.Locator("input[name=send-key][value=ctrl_enter]").CheckAsync();

        foreach (var page in new[] { nora.Page, settings, other })
        {
            await Assertions.Expect(page.Locator("html[data-theme=dark][data-send-key=ctrl_enter]")).ToHaveCountAsync(1);
            Assert.Equal("rgb(19, 20, 27)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        }

        await Assertions.Expect(other.Locator("input[name=theme][value=dark]")).ToBeCheckedAsync();
        var html = await (await nora.Profile.APIRequest.GetAsync($"{server.BaseUrl}/chat")).TextAsync();
        Assert.Contains("data-theme=\"dark\" data-send-key=\"ctrl_enter\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_Changed_IsThePartnersWithoutAReload()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        var settings = await SettingsOfAsync(nora);

        await settings.GetByTestId("setting-name").FillAsync("Nora Berg");
        await settings.GetByTestId("setting-name").PressAsync("Enter");

        await Assertions.Expect(sami.Page.Locator(".chat-name")).ToHaveTextAsync("Nora Berg");
        await Assertions.Expect(sami.Page).ToHaveTitleAsync("Nora Berg · PartnerChat");
    }

    [Fact]
    public async Task Presence_SwitchedOff_LeavesNoLineAtEither()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await Assertions.Expect(nora.Page.GetByTestId("presence")).Not.ToBeEmptyAsync();
        var settings = await SettingsOfAsync(sami);

        await settings.GetByTestId("setting-presence").UncheckAsync();

        foreach (var partner in new[] { nora, sami })
        {
            await Assertions.Expect(partner.Page.GetByTestId("presence")).ToHaveCountAsync(0);
            await Assertions.Expect(partner.Page.Locator(".chat-top .mark.away")).ToHaveCountAsync(1);
        }

        await settings.GetByTestId("setting-presence").CheckAsync();
        await Assertions.Expect(nora.Page.GetByTestId("presence")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Language_Chosen_IsThePagesAndRunsItsWay()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        var settings = await SettingsOfAsync(nora);

        await settings.GetByTestId("setting-language").SelectOptionAsync("ar");

        await Assertions.Expect(settings.Locator("html[lang=ar][dir=rtl]")).ToHaveCountAsync(1);
        await Assertions.Expect(nora.Page.Locator("html[lang=ar][dir=rtl]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Line_Cut_NothingCanBePressedUntilItIsBack()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        nora.MayComplain = true;
        var settings = await SettingsOfAsync(nora);

        await nora.Profile.SetOfflineAsync(true);
        await Assertions.Expect(settings.Locator(".settings[inert]")).ToHaveCountAsync(1);
        await nora.Profile.SetOfflineAsync(false);

        await Assertions.Expect(settings.Locator(".settings[inert]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Menu_OfTheChat_LeadsHereAndBack()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);

        await nora.Page.Locator("[popovertarget=chat-menu]").ClickAsync();
        await nora.Page.Locator("#chat-menu a[href='/settings']").ClickAsync();
        await nora.Page.Locator("[data-testid=settings][data-interactive=true]").WaitForAsync();
        await nora.Page.Locator(".settings-top a[href='/chat']").ClickAsync();

        await nora.WaitUntilInteractiveAsync();
    }

    [Fact]
    public async Task Page_ByKeyboard_ReachesEachControlAndSwitchesIt()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        var settings = await SettingsOfAsync(nora);
        await settings.GetByTestId("setting-name").FocusAsync();
        var reached = new List<string>();

        for (var i = 0; i < 8; i++)
        {
            await settings.Keyboard.PressAsync("Tab");
            reached.Add(await settings.EvaluateAsync<string>("document.activeElement.id || document.activeElement.name"));
            if (reached[^1] == "typing") await settings.Keyboard.PressAsync("Space");
        }

        Assert.Equal(["theme", "language", "send-key", "receipts", "typing", "presence", "notifications"], reached.Take(7));
        await Assertions.Expect(settings.GetByTestId("setting-typing")).Not.ToBeCheckedAsync();
        await Assertions.Expect(settings.GetByTestId("settings-status")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Switch_PressedIntoALineThatIsDead_ShowsWhatIsStoredOnceItIsBack()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        await using var nora = await Partner.SignInAsync(chromium, through, (await server.NewCoupleAsync()).A);
        nora.MayComplain = true;
        var settings = await SettingsOfAsync(nora);

        line.Blackhole();
        await settings.GetByTestId("setting-typing").ClickAsync();
        await Assertions.Expect(settings.GetByTestId("setting-typing")).Not.ToBeCheckedAsync();
        await Assertions.Expect(settings.Locator("[data-part=offline]")).Not.ToBeEmptyAsync(new() { Timeout = 25_000 });
        line.Heal();

        // Nobody heard it: it is on.
        await Assertions.Expect(settings.GetByTestId("setting-typing")).ToBeCheckedAsync(new() { Timeout = 25_000 });
        await Assertions.Expect(settings.Locator("[data-testid=settings][data-interactive=true]")).ToHaveCountAsync(1);
    }

    private static ILocator NoticesOf(Partner partner) => partner.Page.GetByTestId("notice");

    private static async Task<IPage> SettingsOfAsync(Partner partner)
    {
        var page = await partner.Profile.NewPageAsync();
        await page.WatchForGapsAsync("[data-testid=email-row]");
        await page.GotoAsync("/settings");
        await page.Locator("[data-testid=settings][data-interactive=true]").WaitForAsync();
        await page.HasNoGapsAsync();
        return page;
    }
}
