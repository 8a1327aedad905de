using System.Net;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Mail;

namespace PartnerChat.Tests.Web.Components.Account;

public sealed class EmailConfirmationTests(PostgresFixture postgres)
{
    private static readonly Dictionary<string, string> Required = new() { ["Accounts:RequireConfirmedEmail"] = "true" };

    [Fact]
    public async Task Register_NotRequired_GoesOnAndAsksByMail()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        var (email, answer) = await browser.RegisterAsync("Nora");
        var before = await browser.ReadAsync("/settings/email");

        var link = (await app.LetterAsync(email, MailKind.ConfirmEmail)).Link();
        // Machines open links: that alone confirms nothing.
        await app.NewBrowser().OpenAsync(link);
        var between = await browser.ReadAsync("/settings/email");
        await app.NewBrowser().SubmitAsync(link, "confirm");

        Assert.Equal("/invite", answer.Headers.Location?.OriginalString);
        Assert.Contains("Not confirmed yet", before, StringComparison.Ordinal);
        Assert.Contains("Not confirmed yet", between, StringComparison.Ordinal);
        Assert.DoesNotContain("Not confirmed yet", await browser.ReadAsync("/settings/email"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_RequiredAndNotConfirmed_SaysSoOnlyToWhoKnowsThePassword()
    {
        await using var app = await StartAsync(Required);
        var email = await Accounts.AddAsync(app);

        var right = await SignInAsync(app, email, Accounts.Password);
        var wrong = await SignInAsync(app, email, "not this one at all");

        Assert.Contains("data-testid=\"confirm-first\"", await Browser.TextOf(right), StringComparison.Ordinal);
        Assert.Contains("E-mail and password do not belong together.", await Browser.TextOf(wrong), StringComparison.Ordinal);
        Assert.DoesNotContain("confirm-first", await Browser.TextOf(wrong), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAgain_FromTheRefusedSignIn_LeadsIn()
    {
        await using var app = await StartAsync(Required);
        var email = await Accounts.AddAsync(app);
        var browser = app.NewBrowser();

        var sent = await browser.SubmitAsync("/account/confirm/again", "confirm-again", ("Email", email));
        var done = await browser.SubmitAsync((await app.LetterAsync(email, MailKind.ConfirmEmail)).Link(), "confirm");
        var signedIn = await SignInAsync(app, email, Accounts.Password);

        Assert.Contains("Look into your mail", await Browser.TextOf(sent), StringComparison.Ordinal);
        Assert.Contains("Your address is confirmed", await Browser.TextOf(done), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    // An address that is nobody's would use the invitation up.
    [Fact]
    public async Task Join_Required_GoesOnAfterConfirming()
    {
        await using var app = await StartAsync(Required);
        var inviter = app.NewBrowser();
        await ConfirmedAsync(app, inviter, "/account/register");
        await inviter.SubmitAsync("/begin", "begin", ("Name", "Nora"));
        var invitation = await inviter.ReadInvitationAsync();

        var (guest, email) = (app.NewBrowser(), $"{Guid.NewGuid():N}@example.org");
        await guest.SubmitAsync(invitation, "registration", ("Input.Name", "Sami"), ("Input.Email", email), ("Input.Password", Accounts.Password));
        var confirmed = await Browser.TextOf(await guest.SubmitAsync((await app.LetterAsync(email, MailKind.ConfirmEmail)).Link(), "confirm"));
        var signedIn = await guest.SubmitAsync($"/account/login?ReturnUrl={Uri.EscapeDataString(invitation)}", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        var joined = await guest.SubmitAsync(invitation, "join", ("Name", "Sami"));

        Assert.Contains(Uri.EscapeDataString(invitation), confirmed, StringComparison.Ordinal);
        Assert.Equal(invitation, signedIn.Headers.Location?.OriginalString);
        Assert.Equal("/chat", joined.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Register_ThroughTheApi_AsksByMailToo()
    {
        await using var app = await StartAsync(Required);
        var email = $"{Guid.NewGuid():N}@example.org";
        using var client = app.CreateClient();

        await client.PostAsync("/api/auth/register", System.Net.Http.Json.JsonContent.Create(new { email, password = Accounts.Password }), TestContext.Current.CancellationToken);
        var refused = await client.PostAsync("/api/auth/login", System.Net.Http.Json.JsonContent.Create(new { email, password = Accounts.Password }), TestContext.Current.CancellationToken);
        await app.NewBrowser().SubmitAsync((await app.LetterAsync(email, MailKind.ConfirmEmail)).Link(), "confirm");
        var allowed = await client.PostAsync("/api/auth/login", System.Net.Http.Json.JsonContent.Create(new { email, password = Accounts.Password }), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task Production_WithoutMail_PromisesNone()
    {
        await using var app = new PagesApp(postgres) { Environment = "Production" };
        await app.InitializeAsync();
        var browser = app.NewBrowser();
        await browser.RegisterAsync("Nora");

        Assert.All(
            [await browser.ReadAsync("/account/forgot"), await browser.ReadAsync("/account/confirm/again"), await browser.ReadAsync("/settings/email")],
            page => Assert.Contains("This server sends no mail. Ask whoever runs it.", page, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/development/mails")).StatusCode);
    }

    [Fact]
    public async Task DevelopmentMails_ShowLettersNewestFirst()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        var (email, _) = await browser.RegisterAsync("Nora");
        await browser.SubmitAsync("/account/forgot", "forgot", ("Email", email));
        var letter = await app.LetterAsync(email, MailKind.Recovery);

        var page = await browser.ReadAsync("/development/mails");

        Assert.Contains($"href=\"{letter.Link()}\"", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("data-kind=\"Recovery\"", StringComparison.Ordinal) < page.IndexOf("data-kind=\"ConfirmEmail\"", StringComparison.Ordinal));
        Assert.Contains(letter.Subject, await browser.ReadAsync($"/development/mails/{letter.Id}"), StringComparison.Ordinal);
        Assert.Contains("/development/mails", await browser.ReadAsync("/"), StringComparison.Ordinal);
    }

    private async Task<PagesApp> StartAsync(Dictionary<string, string>? settings = null)
    {
        var app = new PagesApp(postgres) { Settings = settings ?? [] };
        await app.InitializeAsync();
        return app;
    }

    private static async Task ConfirmedAsync(PagesApp app, Browser browser, string path)
    {
        var (email, answer) = await browser.RegisterAsync("Nora", path);
        Assert.Contains("confirm-first", await Browser.TextOf(answer), StringComparison.Ordinal);
        await browser.SubmitAsync((await app.LetterAsync(email, MailKind.ConfirmEmail)).Link(), "confirm");
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
    }

    private static Task<HttpResponseMessage> SignInAsync(PagesApp app, string email, string password) =>
        app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", password));
}
