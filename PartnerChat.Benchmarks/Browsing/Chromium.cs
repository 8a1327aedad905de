using Microsoft.Playwright;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Browsing;

/// <summary>A real browser, without a window.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Interactive = "[data-testid=message-list][data-interactive=true]";
    private static readonly string[] Places =
        ["/usr/bin/chromium-headless-shell", "/usr/lib64/chromium-browser/headless_shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var path = new[] { Environment.GetEnvironmentVariable("CHROMIUM") }.Concat(Places).FirstOrDefault(File.Exists)
            ?? throw new BenchmarkException("There is no Chromium: install it, or set CHROMIUM to its path.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A profile of that partner's own, signed in, with nothing in its cache.</summary>
    public async Task<IBrowserContext> NewProfileAsync(Uri server, SeededPartner partner)
    {
        var profile = await _browser.NewContextAsync(new() { BaseURL = server.ToString(), Locale = "en-GB", TimezoneId = "Europe/Berlin", ViewportSize = new() { Width = 1280, Height = 800 } });
        await profile.AddCookiesAsync([new() { Name = SignedTickets.CookieName, Value = partner.Cookie, Url = server.ToString() }]);
        return profile;
    }

    /// <summary>Opens the chat there, and waits until it takes input.</summary>
    public static async Task<IPage> OpenChatAsync(IBrowserContext profile)
    {
        var page = await profile.NewPageAsync();
        await page.GotoAsync("/chat");
        await WaitUntilInteractiveAsync(page);
        return page;
    }

    public static Task WaitUntilInteractiveAsync(IPage page) => page.Locator(Interactive).WaitForAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
