using Microsoft.Playwright;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Notifications on the desktop, taken down by a stand-in of the browser's. A page is hidden as a tab in the background is.</summary>
public sealed class NotificationTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const string StandIn = """
        window.told = [];
        window.Notification = class {
          static permission = localStorage.getItem('test:permission') ?? 'granted';
          static asked = 0;
          static async requestPermission() { this.asked++; return this.permission = localStorage.getItem('test:answer') ?? 'granted'; }
          constructor(title, options) { Object.assign(this, { title, options, isOpen: true }); window.told.push(this); }
          close() { this.isOpen = false; }
        };
        window.hide = isHidden => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => isHidden ? 'hidden' : 'visible' });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        """;

    [Fact]
    public async Task NotificationThatShowsTheText_HiddenTab_HasNeitherNameNorText()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await SignInAsync(couple.B, new(Notifications: true));
        await HideAsync(sami);

        await nora.WriteAsync("a secret");
        await ToldAsync(sami, 1);
        await nora.WriteAsync("another secret");
        await ToldAsync(sami, 2);

        var all = await sami.Page.EvaluateAsync<string>("JSON.stringify(told)");
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Nora", all, StringComparison.Ordinal);
        Assert.Equal(["New message", "2 new messages"], await sami.Page.EvaluateAsync<string[]>("told.map(n => n.title)"));
        Assert.Equal("false true", await sami.Page.EvaluateAsync<string>("told.map(n => n.options.silent).join(' ')"));
        Assert.Equal(1, await sami.Page.EvaluateAsync<int>("new Set(told.map(n => n.options.tag)).size"));
    }

    [Fact]
    public async Task Message_WhoAndWhatSwitchedOn_IsToldWithTheNameAndTheBeginningOfTheText()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await SignInAsync(couple.B, new(Notifications: true, NotificationText: true));
        await HideAsync(sami);

        await nora.WriteAsync(string.Concat(Enumerable.Repeat("bread ", 40)));
        await ToldAsync(sami, 1);

        Assert.Equal("Nora", await sami.Page.EvaluateAsync<string>("told[0].title"));
        var body = await sami.Page.EvaluateAsync<string>("told[0].options.body");
        Assert.StartsWith("bread bread", body, StringComparison.Ordinal);
        Assert.InRange(body.Length, 100, 125);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Message_NotSwitchedOnOrInView_IsNotTold(bool isOn, bool isHidden)
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await SignInAsync(couple.B, new(Notifications: isOn));
        if (isHidden) await HideAsync(sami);

        await nora.WriteAsync("hello");
        await sami.SeesAsync("hello");
        await nora.SeesStatusAsync("hello", "delivered");

        Assert.Equal(0, await sami.Page.EvaluateAsync<int>("told.length"));
    }

    [Fact]
    public async Task Message_TwoHiddenTabs_IsToldByOne()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await SignInAsync(couple.B, new(Notifications: true));
        var other = await OpenChatAsync(sami);
        await HideAsync(sami);
        await other.EvaluateAsync("hide(true)");

        await nora.WriteAsync("hello");
        await sami.SeesAsync("hello");
        await Assertions.Expect(other.GetByTestId("message-bubble")).ToHaveCountAsync(1);
        await nora.WriteAsync("again");
        await Eventually.HoldsAsync(async () => await CountAsync(sami.Page) + await CountAsync(other) >= 2, TestContext.Current.CancellationToken);

        Assert.Equal(2, await CountAsync(sami.Page) + await CountAsync(other));
    }

    [Fact]
    public async Task Message_AnotherTabInView_IsNotTold()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await SignInAsync(couple.B, new(Notifications: true));
        var other = await OpenChatAsync(sami);
        await HideAsync(sami);

        await nora.WriteAsync("hello");
        await sami.SeesAsync("hello");
        await Assertions.Expect(other.GetByTestId("message-bubble")).ToHaveCountAsync(1);
        await nora.SeesStatusAsync("hello", "delivered");

        Assert.Equal(0, await CountAsync(sami.Page) + await CountAsync(other));
    }

    [Fact]
    public async Task Notification_TabInViewAgain_IsCleared()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await SignInAsync(couple.B, new(Notifications: true));
        await HideAsync(sami);
        await nora.WriteAsync("hello");
        await ToldAsync(sami, 1);

        await sami.Page.EvaluateAsync("hide(false)");

        Assert.False(await sami.Page.EvaluateAsync<bool>("told[0].isOpen"));
    }

    [Fact]
    public async Task Switch_Pressed_AsksTheBrowserThenAndNotBefore()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A, new(), "localStorage.setItem('test:permission', 'default')");
        var settings = await OpenSettingsAsync(nora);
        Assert.Equal(0, await settings.EvaluateAsync<int>("Notification.asked"));

        await settings.GetByTestId("setting-notifications").CheckAsync();

        await Assertions.Expect(nora.Page.Locator("live-settings")).ToHaveAttributeAsync("data-notify", "on");
        Assert.Equal(1, await settings.EvaluateAsync<int>("Notification.asked"));
    }

    [Fact]
    public async Task Switch_BrowserRefuses_GoesBackAndSaysWhatToDo()
    {
        await using var nora = await SignInAsync(
            (await server.NewCoupleAsync()).A, new(), "localStorage.setItem('test:permission', 'default'); localStorage.setItem('test:answer', 'denied')");
        var settings = await OpenSettingsAsync(nora);

        await settings.GetByTestId("setting-notifications").ClickAsync();

        await Assertions.Expect(settings.GetByTestId("notifications-why")).Not.ToBeEmptyAsync();
        await Assertions.Expect(settings.GetByTestId("setting-notifications")).Not.ToBeCheckedAsync();
        await Assertions.Expect(nora.Page.Locator("live-settings")).ToHaveAttributeAsync("data-notify", "off");
    }

    private async Task<Partner> SignInAsync(TestAccount account, SettingsChange settings, string before = "")
    {
        await server.Get<SettingsService>().ChangeAsync(account.Id, settings, TestContext.Current.CancellationToken);
        var partner = await Partner.SignInAsync(chromium, server.BaseUrl, account);
        // A page that is not there yet has no storage.
        await partner.Profile.AddInitScriptAsync($"if (location.protocol !== 'about:') {{ {before}; {StandIn} }}");
        await partner.Page.ReloadAsync();
        await partner.WaitUntilInteractiveAsync();
        return partner;
    }

    private static async Task HideAsync(Partner partner) => await partner.Page.EvaluateAsync("hide(true)");

    private static Task<int> CountAsync(IPage page) => page.EvaluateAsync<int>("told.length");

    private static Task ToldAsync(Partner partner, int count) =>
        Eventually.HoldsAsync(async () => await CountAsync(partner.Page) >= count, TestContext.Current.CancellationToken);

    private static async Task<IPage> OpenChatAsync(Partner partner)
    {
        var page = await partner.Profile.NewPageAsync();
        await page.GotoAsync("/chat");
        await page.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        return page;
    }

    private static async Task<IPage> OpenSettingsAsync(Partner partner)
    {
        var page = await partner.Profile.NewPageAsync();
        await page.GotoAsync("/settings");
        await page.Locator("[data-testid=settings][data-interactive=true]").WaitForAsync();
        return page;
    }
}
