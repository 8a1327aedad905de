using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

public sealed class PagesAccessibilityTests(PagesApp app, ChromiumFixture chromium) : IClassFixture<PagesApp>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task Pages_OfAStranger_HaveNoViolationAndNoSidewaysScrolling(ColorScheme scheme, int width)
    {
        await using var context = await chromium.NewProfileAsync(app.Serve(), o => (o.ColorScheme, o.ViewportSize) = (scheme, new() { Width = width, Height = 800 }));
        var page = await context.NewPageAsync();

        foreach (var path in new[] { "/", "/account/login", "/account/register", "/invite", "/invite/q7FkJ2mXrT9veW4hLs8BdA", "/no-such-page" })
        {
            await page.GotoAsync(path);
            await AssertReachableAsync(page);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 320)]
    public async Task Pages_OfWhoWaits_HaveNoViolationAndNoSidewaysScrolling(ColorScheme scheme, int width)
    {
        await using var context = await chromium.NewProfileAsync(app.Serve(), o => (o.ColorScheme, o.ViewportSize) = (scheme, new() { Width = width, Height = 800 }));
        var page = await context.NewPageAsync();

        await page.GotoAsync("/account/register");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await AssertReachableAsync(page);
        await page.GetByLabel("Your name, as your partner will see it").FillAsync("Nora");
        await page.GetByLabel("E-mail").FillAsync($"{Guid.NewGuid():N}@example.org");
        await page.GetByLabel("Password").FillAsync(Accounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.WaitForURLAsync("**/invite");
        await page.GetByText("Show as QR code").ClickAsync();
        await AssertReachableAsync(page);
        await page.GotoAsync("/account/logout");
        await AssertReachableAsync(page);
    }

    [Fact]
    public async Task Invitation_OfANameWithoutABreak_FitsANarrowPage()
    {
        await using var context = await chromium.NewProfileAsync(app.Serve(), o => o.ViewportSize = new() { Width = 320, Height = 640 });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/register");
        await page.GetByLabel("Your name, as your partner will see it").FillAsync(string.Concat(Enumerable.Repeat("Bartholomäus", 5))[..50]);
        await page.GetByLabel("E-mail").FillAsync($"{Guid.NewGuid():N}@example.org");
        await page.GetByLabel("Password").FillAsync(Accounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        var link = await page.GetByTestId("invite-link").TextContentAsync();
        await context.ClearCookiesAsync();

        await page.GotoAsync(new Uri(link!).AbsolutePath);

        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)"));
    }

    private static async Task AssertReachableAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(v => $"{page.Url}: {v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }
}
