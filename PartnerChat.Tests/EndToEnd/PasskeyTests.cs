using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

public sealed class PasskeyTests(PagesApp app, ChromiumFixture chromium) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Passkey_WholeLifeOfAnAccount_SignsInProvesAndDeletesWithIt()
    {
        await using var context = await chromium.NewProfileAsync(app.Serve());
        var page = await context.NewPageAsync();
        await AddAuthenticatorAsync(page);

        await page.GotoAsync("/account/register");
        await page.GetByLabel("Your name, as your partner will see it").FillAsync("Nora");
        await page.GetByLabel("E-mail").FillAsync("nora@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/invite");
        await page.GotoAsync("/account/logout");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();

        await page.WaitForURLAsync("**/chat");
        await page.GotoAsync("/settings/delete-account?sure=yes");
        await page.GetByTestId("delete-word").FillAsync("delete");
        await page.Locator("[data-passkey=request]").ClickAsync();

        await page.WaitForURLAsync("**/account/deleted");
    }

    [Fact]
    public async Task Passkey_WithoutAName_NamesTheField()
    {
        await using var context = await chromium.NewProfileAsync(app.Serve());
        var page = await context.NewPageAsync();
        await AddAuthenticatorAsync(page);

        await page.GotoAsync("/account/register");
        await page.GetByLabel("E-mail").FillAsync("sami@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();

        await Assertions.Expect(page.Locator("#name-error")).ToHaveTextAsync("Give a name that your partner will see.");
        await Assertions.Expect(page.Locator("#password-error")).ToHaveCountAsync(0);
    }

    internal static async Task AddAuthenticatorAsync(IPage page)
    {
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
