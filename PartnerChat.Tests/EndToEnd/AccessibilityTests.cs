using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Tests.Pictures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Every page and everything that opens, in both themes: axe finds nothing, nothing scrolls sideways, no console error, no request to another host.</summary>
public sealed class AccessibilityTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private static readonly Look Narrow = new(320, 640);

    public static TheoryData<int, string> Windows => new() { { 1280, "en-GB" }, { 320, "de-DE" } };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Chat_WithEverythingInItAndEachPanelOpen_AxeFindsNothing(int width, string language)
    {
        await using var stage = new Stage(server, chromium, new Look(width, 740, language)) { IsStrict = true };
        await Everything.TellAsync(stage);
        var nora = await stage.OpenAgainAsync();
        await nora.Box.FillAsync("and another");
        var found = new List<string>(await Axe.FindAsync(nora.Page, "chat"));
        await nora.Box.FillAsync("");

        foreach (var (name, openAsync) in Panels.All)
        {
            await openAsync(nora);
            found.AddRange(await Axe.FindAsync(nora.Page, name));
            await nora.Page.Keyboard.PressAsync("Escape");
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task Chat_UnsentAndWithoutALine_AxeFindsNothing()
    {
        await using var stage = new Stage(server, chromium, Narrow);
        var page = await MessageScenes.FailedAsync(stage);

        await page.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.GetByTestId("connection-banner")).ToBeVisibleAsync();

        Assert.Empty(await Axe.FindAsync(page, "unsent"));
    }

    [Fact]
    public async Task Pages_OfAStranger_AxeFindsNothing()
    {
        await using var stage = new Stage(server, chromium, Narrow) { IsStrict = true };
        var page = (await stage.ArriveAsync()).Page;
        var found = new List<string>();

        foreach (var path in new[] { "/", "/account/login", "/account/register", "/account/logout", "/begin", "/account/forgot", "/account/confirm/again" })
        {
            await page.GotoAsync(path);
            found.AddRange(await Axe.FindAsync(page, path));
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task Pages_ThatAnswerWithAFault_AxeFindsNothing()
    {
        // The browser itself tells such an answer on the console.
        await using var stage = new Stage(server, chromium, Narrow);

        var found = new List<string>();

        foreach (var path in new[] { "/no-such-page", "/account/reset", "/invite/q7FkJ2mXrT9veW4hLs8BdA", "/error" }) found.AddRange(await Axe.FindAsync(await PageScenes.At(path)(stage), path));
        found.AddRange(await Axe.FindAsync(await PageScenes.RefusedAsync(stage), "refused"));

        Assert.Empty(found);
    }

    [Fact]
    public async Task AuditLog_AfterALook_AxeFindsNothing()
    {
        await using var stage = new Stage(server, chromium, Narrow) { IsStrict = true };

        Assert.Empty(await Axe.FindAsync(await AdminScenes.AuditAsync(stage), "audit"));
    }

    [Fact]
    public async Task Pages_OfAccountAndSecurity_AxeFindsNothing()
    {
        await using var stage = new Stage(server, chromium, Narrow) { IsStrict = true };
        var found = new List<string>();

        foreach (var (name, play) in new (string, Func<Stage, Task<IPage>>)[]
        {
            ("security", SecurityScenes.PageAsync), ("two-factor", SecurityScenes.SetUpAsync), ("codes", SecurityScenes.CodesAsync),
            ("second-factor", SecurityScenes.AskedAsync), ("admin-set-up", SecurityScenes.AdminAsync),
        })
        {
            found.AddRange(await Axe.FindAsync(await play(stage), name));
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task Pages_OfPartnersAndTheAdmin_AxeFindsNothing()
    {
        await using var stage = new Stage(server, chromium, Narrow) { IsStrict = true };
        var found = new List<string>();

        foreach (var (name, play) in new (string, Func<Stage, Task<IPage>>)[]
        {
            ("settings", PageScenes.SettingsAsync), ("email", PageScenes.EmailAsync), ("forgot-sent", PageScenes.ForgotAsync), ("reset", PageScenes.ResetAsync), ("mails", PageScenes.MailsAsync), ("export", PageScenes.ExportAsync), ("invite", PageScenes.WaitingAsync), ("alone", PageScenes.WaitingInTheChatAsync), ("invited", PageScenes.InvitedAsync),
            ("admin", PageScenes.AdminAsync), ("accounts", PageScenes.AccountsAsync), ("account", PageScenes.AccountChangeAsync), ("health", HealthScenes.HealthAsync),
            ("look-reason", AdminScenes.ReasonAsync), ("look", AdminScenes.LookAsync), ("empty", ListScenes.EmptyAsync),
        })
        {
            var page = await play(stage);
            if (name == "invite") await page.Locator("summary").ClickAsync();
            found.AddRange(await Axe.FindAsync(page, name));
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task Pages_OfTheEnd_AxeFindsNothing()
    {
        await using var stage = new Stage(server, chromium, Narrow) { IsStrict = true };
        var found = new List<string>();

        foreach (var (name, play) in new (string, Func<Stage, Task<IPage>>)[]
        {
            ("leave", LeavingScenes.At("/settings/leave")), ("word", LeavingScenes.WrongWordAsync), ("delete", LeavingScenes.At("/settings/delete-account?sure=yes")),
            ("deleted", PageScenes.At("/account/deleted")), ("retention", LeavingScenes.RetentionAsync), ("ended", LeavingScenes.EndedNextAsync),
        }) found.AddRange(await Axe.FindAsync(await play(stage), name));

        Assert.Empty(found);
    }

    [Fact]
    public async Task Export_OpenedFromADisk_AxeFindsNothing()
    {
        await using var stage = new Stage(server, chromium, Narrow) { IsStrict = true };

        Assert.Empty(await Axe.FindAsync(await PageScenes.ExportedAsync(stage), "export"));
    }

    [Fact]
    public async Task Invitation_OfANameWithoutABreak_FitsANarrowPage()
    {
        await using var stage = new Stage(server, chromium, Narrow) { IsStrict = true };

        var page = await PageScenes.InvitedByAsync(stage, string.Concat(Enumerable.Repeat("Bartholomäus", 5))[..50]);

        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)"));
    }
}
