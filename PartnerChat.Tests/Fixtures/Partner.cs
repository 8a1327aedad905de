using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PartnerChat.Tests.Fixtures;

/// <summary>
/// Somebody at the pages, in a browser profile of their own. Closing it asserts that they behaved: no error on the console, no request to
/// another host.
/// </summary>
public sealed class Partner : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _foreignRequests = new();

    // Of every page of the profile, other tabs too.
    private Partner(IBrowserContext profile, IPage page, string baseUrl)
    {
        (Profile, Page) = (profile, page);
        var ownHost = new Uri(baseUrl).Authority;
        Profile.WebError += (_, fault) => _errors.Enqueue(fault.Error);
        Profile.Console += (_, message) =>
        {
            if (message.Type == "error") _errors.Enqueue(message.Text);
        };
        Profile.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is "http" or "https" or "ws" or "wss" && url.Authority != ownHost) _foreignRequests.Enqueue(request.Url);
        };
    }

    public IBrowserContext Profile { get; }

    public IPage Page { get; }

    /// <summary>A cut line is told on the console by the browser and by Blazor; tests that cut it say so.</summary>
    public bool MayComplain { get; set; }

    public ILocator Box => Page.GetByTestId("message-input");

    public ILocator List => Page.GetByTestId("message-list");

    public ILocator Bubbles => Page.GetByTestId("message-bubble");

    public ILocator Banner => Page.GetByTestId("connection-banner");

    public ILocator BubbleOf(string text) => Bubbles.Filter(new() { Has = Page.GetByTestId("message-text").GetByText(text, new() { Exact = true }) });

    /// <summary>A visitor at the landing page.</summary>
    public static async Task<Partner> ArriveAsync(ChromiumFixture chromium, string baseUrl, Action<BrowserNewContextOptions>? configure = null)
    {
        var partner = await ComeAsync(chromium, baseUrl, configure);
        await partner.Page.GotoAsync("/");
        return partner;
    }

    /// <summary>That account, signed in, at an interactive chat page. Its form is sent without a page: most tests are about what comes after it.</summary>
    public static async Task<Partner> SignInAsync(ChromiumFixture chromium, string baseUrl, TestAccount account, Action<BrowserNewContextOptions>? configure = null)
    {
        var partner = await ComeAsync(chromium, baseUrl, configure);
        await partner.Profile.AddCookiesAsync(await SignInForm.SendAsync(new Uri(baseUrl), account));
        await partner.Page.GotoAsync("/chat");
        await partner.WaitUntilInteractiveAsync();
        return partner;
    }

    public Task WaitUntilInteractiveAsync() => Page.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();

    public async Task WriteAsync(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    public Task SeesAsync(string text) => Assertions.Expect(BubbleOf(text)).ToHaveCountAsync(1, new() { Timeout = 20_000 });

    public Task SeesStatusAsync(string text, string status) =>
        Assertions.Expect(BubbleOf(text)).ToHaveAttributeAsync("data-status", status, new() { Timeout = 20_000 });

    /// <summary>Moves the pointer: a sign of life.</summary>
    public async Task StirAsync()
    {
        await Page.Mouse.MoveAsync(300, 300);
        await Page.Mouse.MoveAsync(310, 310);
    }

    /// <summary>The texts in the list, from top to bottom.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync() => await Page.GetByTestId("message-text").AllInnerTextsAsync();

    public async ValueTask DisposeAsync()
    {
        await Profile.DisposeAsync();
        Assert.Empty(_foreignRequests);
        if (!MayComplain) Assert.Empty(_errors);
    }

    private static async Task<Partner> ComeAsync(ChromiumFixture chromium, string baseUrl, Action<BrowserNewContextOptions>? configure)
    {
        var profile = await chromium.NewProfileAsync(baseUrl, configure);
        return new Partner(profile, await profile.NewPageAsync(), baseUrl);
    }
}
