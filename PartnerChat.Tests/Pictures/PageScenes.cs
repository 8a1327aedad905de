using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Pictures;

/// <summary>The pages around the conversation.</summary>
internal static class PageScenes
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>That page as a stranger gets it.</summary>
    public static Func<Stage, Task<IPage>> At(string path) => async stage =>
    {
        var visitor = await stage.ArriveAsync();
        await visitor.Page.GotoAsync(path);
        return visitor.Page;
    };

    public static async Task<IPage> RefusedAsync(Stage stage)
    {
        var page = await At("/account/login")(stage);
        await page.Locator("[name='Input.Email']").FillAsync("nora@example.org");
        await page.Locator("[name='Input.Password']").FillAsync("not a lamp");
        await page.Locator("form:has([name='Input.Password']) [type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".field-error")).ToBeVisibleAsync();
        return page;
    }

    public static async Task<IPage> WaitingAsync(Stage stage)
    {
        var page = await At("/account/register")(stage);
        await page.Locator("[name='Input.Name']").FillAsync("Nora");
        await page.Locator("[name='Input.Email']").FillAsync($"{Guid.NewGuid():N}@example.org");
        await page.Locator("[name='Input.Password']").FillAsync(Accounts.Password);
        await page.Locator("form:has([name='Input.Password']) [type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByTestId("invite-link")).ToBeVisibleAsync();
        return page;
    }

    public static async Task<IPage> WaitingInTheChatAsync(Stage stage)
    {
        var page = await WaitingAsync(stage);
        await page.GotoAsync("/chat");
        await page.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        return page;
    }

    public static Task<IPage> InvitedAsync(Stage stage) => InvitedByAsync(stage, "Nora");

    public static async Task<IPage> InvitedByAsync(Stage stage, string name)
    {
        var started = await stage.Server.Get<RelationshipService>().CreateAsync((await stage.Server.NewAccountAsync()).Id, name, Ct);
        return await At($"/invite/{started.Value!.Invitation.Code}")(stage);
    }

    public static async Task<IPage> SettingsAsync(Stage stage)
    {
        var nora = await stage.OpenAsync();
        await nora.Page.GotoAsync("/settings");
        await nora.Page.Locator("[data-testid=settings][data-interactive=true]").WaitForAsync();
        return nora.Page;
    }

    public static async Task<IPage> EmailAsync(Stage stage)
    {
        var nora = await stage.OpenAsync();
        await nora.Page.GotoAsync("/settings/email");
        return nora.Page;
    }

    public static async Task<IPage> ForgotAsync(Stage stage)
    {
        var page = await At("/account/forgot")(stage);
        await page.Locator("[name=Email]").FillAsync("nora@example.org");
        await page.Locator("main [type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".plain-state")).ToBeVisibleAsync();
        return page;
    }

    public static async Task<IPage> ResetAsync(Stage stage)
    {
        await stage.TellAsync([]);
        var (mailbox, email) = (stage.Server.Get<DevelopmentMailbox>(), stage.Couple.A.Email);
        await stage.Server.Get<MailDesk>().QueueAsync(MailKind.Recovery, new MailEnvelope(email, "en"), Ct);
        await Eventually.HoldsAsync(() => mailbox.Letters.Any(l => l.To == email), Ct);
        return await At(mailbox.Letters.First(l => l.To == email).Link())(stage);
    }

    public static async Task<IPage> MailsAsync(Stage stage)
    {
        await ResetAsync(stage);
        return await At("/development/mails")(stage);
    }

    public static async Task<IPage> ExportAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Theirs("The market still has quinces.", 21), Line.Own("Then I know what Saturday is for.", 21), Line.Theirs("I have the big pot."));
        await nora.Page.GotoAsync("/settings/export");
        await nora.Page.Locator("[data-testid=export][data-interactive=true]").WaitForAsync();
        await nora.Page.RunAndWaitForDownloadAsync(() => nora.Page.GetByTestId("export-json").ClickAsync());
        await Assertions.Expect(nora.Page.Locator("[data-testid=export-run][data-outcome=Done]")).ToHaveCountAsync(1);
        return nora.Page;
    }

    /// <summary>The file itself, in its own window.</summary>
    public static async Task<IPage> ExportedAsync(Stage stage)
    {
        await Everything.TellAsync(stage);
        var nora = await stage.OpenAgainAsync();
        await nora.Page.GotoAsync("/settings/export");
        await nora.Page.Locator("[data-testid=export][data-interactive=true]").WaitForAsync();
        var file = await nora.Page.RunAndWaitForDownloadAsync(() => nora.Page.GetByTestId("export-html").ClickAsync());
        var path = Path.Combine(Directory.CreateTempSubdirectory("export-").FullName, file.SuggestedFilename);
        await file.SaveAsAsync(path);
        var page = await nora.Profile.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return page;
    }

    public static async Task<IPage> AdminAsync(Stage stage)
    {
        var visitor = await stage.ArriveAsync();
        await visitor.Page.GetByTestId("demo-admin").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/admin");
        await visitor.Page.Locator("[data-testid=conversations] .who").First.WaitForAsync();
        return visitor.Page;
    }

    public static async Task<IPage> AccountsAsync(Stage stage)
    {
        var page = await AdminAsync(stage);
        await page.GotoAsync("/admin/accounts");
        await page.Locator("[data-testid=accounts] td.who").First.WaitForAsync();
        return page;
    }

    public static async Task<IPage> AccountChangeAsync(Stage stage)
    {
        var page = await AccountsAsync(stage);
        await page.GetByTestId("list-search").FillAsync("nora@demo");
        var button = page.Locator("[data-testid=accounts] tr:has-text('nora@demo.invalid') button");
        await Assertions.Expect(page.Locator("[data-testid=accounts] td.who")).ToHaveCountAsync(1);
        await button.ClickAsync();
        await Assertions.Expect(page.GetByTestId("account-form")).ToBeVisibleAsync();
        return page;
    }
}
