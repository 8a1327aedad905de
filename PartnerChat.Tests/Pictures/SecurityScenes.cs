using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Pictures;

/// <summary>The pages of account and security, and what is asked beside a password.</summary>
internal static partial class SecurityScenes
{
    public static async Task<IPage> PageAsync(Stage stage)
    {
        var nora = await stage.OpenAsync();
        await stage.Server.Get<AccountSessionStore>().StartAsync(stage.Nora, new SessionOrigin("Safari", "iPhone", "Europe/Berlin"), TestContext.Current.CancellationToken);
        await nora.Page.GotoAsync("/settings/security");
        return nora.Page;
    }

    public static async Task<IPage> SetUpAsync(Stage stage)
    {
        var nora = await stage.OpenAsync();
        await nora.Page.GotoAsync("/settings/security/two-factor");
        return nora.Page;
    }

    public static async Task<IPage> CodesAsync(Stage stage)
    {
        // Not Nora: she signs in for other scenes too.
        var page = await SignInAsync(stage, await stage.Server.NewAccountAsync(), "**/begin");
        await page.GotoAsync("/settings/security/two-factor");
        var key = new SecondFactorKey(Spaces().Replace(await page.GetByTestId("authenticator-key").InnerTextAsync(), ""));
        await page.Locator("[name=Code]").FillAsync(key.CodeAt(TimeProvider.System.GetUtcNow()));
        await page.Locator("[name='Input.Present']").FillAsync(Accounts.Password);
        await page.Locator("form:has([name=Code]) [type=submit]").ClickAsync();
        await page.GetByTestId("recovery-codes").WaitForAsync();
        return page;
    }

    public static async Task<IPage> AskedAsync(Stage stage)
    {
        var account = await stage.Server.NewAccountAsync();
        await SecondFactorKey.AddAsync(stage.Server.Services, account.Email);
        return await SignInAsync(stage, account, "**/account/second-factor**");
    }

    public static async Task<IPage> AdminAsync(Stage stage)
    {
        var account = await stage.Server.NewAccountAsync();
        await using var scope = stage.Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        Assert.True((await users.AddToRoleAsync((await users.FindByEmailAsync(account.Email))!, AccountSecurity.AdminRole)).Succeeded);
        var page = await SignInAsync(stage, account, "**/begin");
        await page.GotoAsync("/admin");
        await page.GetByTestId("admin-set-up").WaitForAsync();
        return page;
    }

    private static async Task<IPage> SignInAsync(Stage stage, TestAccount account, string until)
    {
        var page = await PageScenes.At("/account/login")(stage);
        await page.Locator("[name='Input.Email']").FillAsync(account.Email);
        await page.Locator("[name='Input.Password']").FillAsync(Accounts.Password);
        await page.Locator("form:has([name='Input.Password']) [type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(until);
        return page;
    }

    [GeneratedRegex(@"\s")]
    private static partial Regex Spaces();
}
