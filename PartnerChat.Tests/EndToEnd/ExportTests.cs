using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Tests.Fixtures.NaughtyStrings;
using PartnerChat.Web.Components.Chat.Rendering;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The export as somebody at a browser has it: asked for on a page, opened from a disk.</summary>
public sealed class ExportTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const string Name = "<img src=x onerror=hurt=1>";

    private static readonly string[] Allowed =
    [
        "a", "b", "bdi", "blockquote", "body", "code", "details", "div", "em", "footer", "h1", "h2", "h3", "head", "header", "html", "li", "main", "meta", "nav", "ol", "p", "path", "pre", "section", "span",
        "strong", "style", "summary", "svg", "time", "title", "ul",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StoredXss_NaughtyStringsInAFileOnADisk_AreTextAndNothingElse()
    {
        var couple = await server.NewCoupleAsync(a: Name);
        var said = await Conversation.OfAsync(server, couple);
        foreach (var naughty in Naughty.Sendable) await said.SayAsync(couple.A.Id, naughty);
        var chat = server.Get<ChatService>();
        var by = await said.OfAsync(couple.A.Id);
        var first = (await chat.GetPageFromAsync(by, 1, 1, Ct)).Value!.Messages[0];
        await chat.EditAsync(by, first.Id, "</details><script>hurt=1</script>", Ct);
        await chat.PutReactionAsync(by, first.Id, "❤️", Ct);
        var (_, path) = await SaveAsync(couple);

        await using var profile = await chromium.NewProfileAsync("file:///", options => options.Offline = true);
        var (complaints, requests) = (new List<string>(), new List<string>());
        profile.Console += (_, message) => complaints.Add(message.Text);
        profile.Request += (_, request) => requests.Add(request.Url);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);

        // The sheet hides what is far off, and innerText would leave it out; textContent has what the parser read.
        var texts = await page.Locator(".bubble > .text").EvaluateAllAsync<string[]>("texts => texts.map(t => t.textContent)");
        Assert.Equal(Naughty.Sendable.Skip(1).Prepend("</details><script>hurt=1</script>").Select(Shown), texts);
        Assert.Equal(Naughty.Sendable[0], await page.Locator(".edits .text").EvaluateAsync<string>("text => text.textContent"));
        Assert.Empty(await page.EvaluateAsync<string[]>("allowed => [...new Set([...document.querySelectorAll('*')].map(e => e.localName))].filter(name => !allowed.includes(name))", Allowed));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/.test(a.name) || /^(src|srcdoc|style|action)$/.test(a.name)).map(a => a.name)"));
        Assert.All(await page.Locator(".text a").EvaluateAllAsync<string[]>("links => links.map(a => a.protocol + a.rel)"), link => Assert.Matches("^https?:.*noopener noreferrer", link));
        Assert.True(await page.EvaluateAsync<bool>("window.hurt === undefined"));
        await Assertions.Expect(page).ToHaveTitleAsync(new Regex(Regex.Escape(Name)));
        Assert.Equal([new Uri(path).AbsoluteUri], requests.Where(r => !r.StartsWith("data:font/woff2", StringComparison.Ordinal)));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Page_AskedForEach_SavesItAndTellsHowFarItIs()
    {
        var couple = await server.NewCoupleAsync();
        var said = await Conversation.OfAsync(server, couple);
        await said.SayAsync(couple.A.Id, "Hello");
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.Page.GotoAsync("/settings");
        await nora.Page.Locator("[data-testid=settings][data-interactive=true]").WaitForAsync();

        var html = await nora.Page.RunAndWaitForDownloadAsync(() => nora.Page.GetByTestId("export-html").ClickAsync());
        await Assertions.Expect(Run(nora, "Html", "Done")).ToHaveCountAsync(1);
        await nora.Page.GotoAsync("/settings/export");
        await nora.Page.Locator("[data-testid=export][data-interactive=true]").WaitForAsync();
        await Assertions.Expect(nora.Page.GetByTestId("export-run")).ToHaveCountAsync(0);
        var json = await nora.Page.RunAndWaitForDownloadAsync(() => nora.Page.GetByTestId("export-json").ClickAsync());
        await Assertions.Expect(Run(nora, "Json", "Done")).ToHaveCountAsync(1);

        Assert.EndsWith(".html", html.SuggestedFilename, StringComparison.Ordinal);
        Assert.Contains("Hello", await File.ReadAllTextAsync(await html.PathAsync(), Ct), StringComparison.Ordinal);
        Assert.Contains("\"complete\": true", await File.ReadAllTextAsync(await json.PathAsync(), Ct), StringComparison.Ordinal);
        await Assertions.Expect(nora.Page.GetByTestId("export-said")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Page_OnALineThatIsSlow_ShowsABarThatCanBeStoppedAndStartedAgain()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 40_000);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        nora.MayComplain = true;
        // Whoever reads the file is at lunch: it gets no further.
        var (slow, _) = await ReaderAsync(couple);
        await nora.Page.GotoAsync("/settings/export");
        await nora.Page.Locator("[data-testid=export][data-interactive=true]").WaitForAsync();
        using var stuck = await slow.GetAsync("/settings/export/json", HttpCompletionOption.ResponseHeadersRead, Ct);
        var bar = nora.Page.GetByRole(AriaRole.Progressbar);
        await Assertions.Expect(bar).ToHaveAttributeAsync("max", "40000");

        await nora.Page.GetByTestId("export-stop").ClickAsync();

        await Assertions.Expect(Run(nora, "Json", "Stopped")).ToHaveCountAsync(1);
        var again = await nora.Page.RunAndWaitForDownloadAsync(() => nora.Page.GetByTestId("export-again").ClickAsync());
        Assert.Null(await again.FailureAsync());
        await Assertions.Expect(Run(nora, "Json", "Done")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        slow.Dispose();
    }

    [Fact]
    public async Task Page_WithoutAScript_AfterTheEnd_StillSavesEverything()
    {
        var couple = await server.NewCoupleAsync();
        var said = await Conversation.OfAsync(server, couple);
        await said.SayAsync(couple.A.Id, "Farewell");
        await server.Get<RelationshipService>().EndAsync(couple.B.Id, Ct);
        await using var profile = await chromium.NewProfileAsync(server.BaseUrl, options => options.JavaScriptEnabled = false);
        var page = await profile.NewPageAsync();
        await page.GotoAsync("/account/login?ReturnUrl=%2Fsettings%2Fexport");
        await page.Locator("[name='Input.Email']").FillAsync(couple.A.Email);
        await page.Locator("[name='Input.Password']").FillAsync(Accounts.Password);
        await page.Locator("form:has([name='Input.Password']) [type=submit]").ClickAsync();

        var html = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("export-html").ClickAsync());

        Assert.Contains("Farewell", await File.ReadAllTextAsync(await html.PathAsync(), Ct), StringComparison.Ordinal);
    }

    private static ILocator Run(Partner partner, string format, string outcome) => partner.Page.Locator($"[data-testid=export-run][data-format={format}][data-outcome={outcome}]");

    private static string Shown(string stored) =>
        BigEmoji.IsAll(stored) || MessageText.Read(stored) is not { } parts ? stored : string.Concat(parts.Where(p => p.Kind == PartKind.Text).Select(p => p.Value));

    private async Task<(string Text, string Path)> SaveAsync(SignedUpCouple couple)
    {
        var (http, _) = await ReaderAsync(couple);
        using var own = http;
        var text = await http.GetStringAsync("/settings/export/html", Ct);
        var path = Path.Combine(Directory.CreateTempSubdirectory("export-").FullName, "conversation.html");
        await File.WriteAllTextAsync(path, text, Ct);
        return (text, path);
    }

    private async Task<(HttpClient Http, Browser Browser)> ReaderAsync(SignedUpCouple couple)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new System.Net.CookieContainer() }) { BaseAddress = new Uri(server.BaseUrl) };
        http.DefaultRequestHeaders.Add("Origin", server.BaseUrl);
        var browser = new Browser(http);
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", couple.A.Email), ("Input.Password", Accounts.Password));
        return (http, browser);
    }
}
