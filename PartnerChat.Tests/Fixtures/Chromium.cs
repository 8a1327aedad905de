using Microsoft.Playwright;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The machine's own Chromium, headless.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    public Task<IBrowserContext> NewContextAsync(string address, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 800) =>
        _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = address, ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = height } });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
