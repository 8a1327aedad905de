using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PartnerChat.Tests.Fixtures.ChromiumFixture))]

namespace PartnerChat.Tests.Fixtures;

/// <summary>The one Chromium of a run, started when the first test asks for it. Each partner gets a context of their own.</summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A new browser profile in Berlin: nothing stored, nobody signed in.</summary>
    public async Task<IBrowserContext> NewProfileAsync(string baseUrl, Action<BrowserNewContextOptions>? configure = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = baseUrl,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ViewportSize = new() { Width = 1280, Height = 800 },
        };
        configure?.Invoke(options);
        var profile = await (await BrowserAsync()).NewContextAsync(options);
        profile.SetDefaultTimeout(20_000);
        return profile;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        await _starting.WaitAsync();
        try
        {
            // Two cores carry the server, its database and two browsers: what is waited for may take longer than the library's five seconds.
            Assertions.SetDefaultExpectTimeout(15_000);
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = FindChromium(),
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
            });
        }
        finally
        {
            _starting.Release();
        }
    }

    private static string FindChromium() =>
        new[]
        {
            System.Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/lib64/chromium-browser/headless_shell", "/usr/bin/chromium",
            "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no Chromium: install it, or set CHROMIUM to its path.");
}
