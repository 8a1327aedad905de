using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>What account and security need a real browser for.</summary>
public sealed class AccountSecurityTests(PagesApp app, ChromiumFixture chromium) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Passkey_AddedNamedUsedAndRemoved_IsADoorUntilThen()
    {
        await using var context = await chromium.NewProfileAsync(app.Serve());
        var email = await Accounts.AddAsync(app);
        var page = await context.NewPageAsync();
        await PasskeyTests.AddAuthenticatorAsync(page);
        await SignInAsync(page, email);

        // Added, for who knows the password.
        await page.GotoAsync("/settings/security");
        var add = page.Locator("details:has([name='Input.Name'])");
        await add.Locator("summary").ClickAsync();
        await add.Locator("[name='Input.Name']").FillAsync("The key on my ring");
        await add.Locator("[data-passkey]").ClickAsync();
        await Assertions.Expect(page.Locator("#passkey-proof-error")).ToBeVisibleAsync();
        await add.Locator("[name='Input.Present']").FillAsync(Accounts.Password);
        await add.Locator("[data-passkey]").ClickAsync();
        await Assertions.Expect(page.GetByTestId("passkey")).ToContainTextAsync("The key on my ring");

        // Renamed.
        await page.GetByTestId("passkey").Locator("a").ClickAsync();
        await page.Locator("[name=Name]").FillAsync("The key by the door");
        await page.Locator("form:has([name=Name]) [type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByTestId("passkey")).ToContainTextAsync("The key by the door");

        // Used; it counts as two factors.
        await page.GotoAsync("/account/logout");
        await page.Locator("main [data-sign-out] button").ClickAsync();
        await page.GotoAsync("/account/login?ReturnUrl=%2Fsettings%2Fsecurity");
        await page.Locator("[data-passkey]").ClickAsync();
        await page.WaitForURLAsync("**/settings/security");
        await Assertions.Expect(page.GetByTestId("passkey")).ToContainTextAsync("last used on");
        Assert.Equal("passkey", (await app.SessionsOfAsync(email))[^1].SecondFactor);

        // Without a password it is the last way in, and stays; with one it goes.
        await app.ExecuteAsync("UPDATE users SET password_hash = NULL WHERE email = $1", email);
        await page.GetByTestId("passkey").Locator("a").ClickAsync();
        await Assertions.Expect(page.GetByTestId("last-way")).ToBeVisibleAsync();
        await page.GotoAsync("/settings/security");
        await page.Locator("details:has([name='Input.New']) summary").ClickAsync();
        await page.Locator("[name='Input.New']").FillAsync("a lamp in another window");
        await page.Locator("details:has([name='Input.New']) [data-passkey]").ClickAsync();
        await Assertions.Expect(page.Locator("#present-password")).ToHaveCountAsync(1);
        await page.GetByTestId("passkey").Locator("a").ClickAsync();
        await page.Locator(".button-grave").ClickAsync();
        await Assertions.Expect(page.GetByTestId("security")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("passkey")).ToHaveCountAsync(0);
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync("/account/login");
        await page.Locator("[name='Input.Email']").FillAsync(email);
        await page.Locator("[name='Input.Password']").FillAsync(Accounts.Password);
        await page.Locator("form:has([name='Input.Password']) [type=submit]").First.ClickAsync();
        await page.WaitForURLAsync("**/begin");
    }
}
