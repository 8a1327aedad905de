using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Account;

public sealed class AccountPagesTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Chat_Stranger_IsSentToSignIn()
    {
        var answer = await app.NewBrowser().OpenAsync("/chat");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/account/login?ReturnUrl=%2Fchat", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Login_WrongPasswordOrUnknownAddress_ReadsTheSame()
    {
        var email = await Accounts.AddAsync(app);

        var wrong = await Browser.TextOf(await app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", "not this one at all")));
        var unknown = await Browser.TextOf(await app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", "nobody@example.org"), ("Input.Password", "not this one at all")));

        Assert.All([wrong, unknown], page => Assert.Contains("E-mail and password do not belong together.", page, StringComparison.Ordinal));
        Assert.Contains($"value=\"{email}\"", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("not this one at all", wrong, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\" aria-describedby=\"password-error", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/invite/..//evil.example")]
    [InlineData("/./\\evil.example")]
    [InlineData("/%2e//evil.example")]
    public async Task Login_ReturnUrlElsewhere_GoesToTheConversation(string returnUrl)
    {
        var email = await Accounts.AddAsync(app);

        var answer = await app.NewBrowser().SubmitAsync(
            $"/account/login?ReturnUrl={Uri.EscapeDataString(returnUrl)}", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));

        Assert.Equal("/chat", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Login_FiveWrongAttempts_LockTheAccount()
    {
        var email = await Accounts.AddAsync(app);
        var browser = app.NewBrowser();
        for (var i = 0; i < 5; i++) await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", "not this one at all"));

        var right = await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Theory]
    [InlineData("short", "At least 12 characters.")]
    [InlineData("password1234", "Many people use this one")]
    [InlineData("aaaaaaaaaaaaaaaa", "Many people use this one")]
    [InlineData("noralindgren1", "Many people use this one")]
    public async Task Register_WeakPassword_IsRefusedBesideTheField(string password, string words)
    {
        var page = await Browser.TextOf(await app.NewBrowser().SubmitAsync(
            "/account/register", "registration", ("Input.Name", "Nora"), ("Input.Email", "noralindgren@example.org"), ("Input.Password", password)));

        Assert.Contains(words, page.Split("password-error\">")[1], StringComparison.Ordinal);
        Assert.Contains("value=\"noralindgren@example.org\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_NothingFilledIn_NamesEachField()
    {
        var page = await Browser.TextOf(await app.NewBrowser().SubmitAsync("/account/register", "registration"));

        Assert.All(["name-error", "email-error", "password-error"], id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_KnownAddress_SaysSo()
    {
        var email = await Accounts.AddAsync(app);

        var page = await Browser.TextOf(await app.NewBrowser().SubmitAsync(
            "/account/register", "registration", ("Input.Name", "Nora"), ("Input.Email", email), ("Input.Password", Accounts.Password)));

        Assert.Contains("There is an account with this e-mail address already.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_AddressLongerThanAnyIs_IsRefusedBesideTheField()
    {
        var page = await Browser.TextOf(await app.NewBrowser().SubmitAsync(
            "/account/register", "registration", ("Input.Name", "Nora"), ("Input.Email", new string('x', 300) + "@example.org"), ("Input.Password", Accounts.Password)));

        Assert.Contains("This is no e-mail address.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WrongPasswordsForAnAccountWithoutOne_DoNotLockItsOwnerOut()
    {
        var email = await Accounts.AddAsync(app);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = await users.FindByEmailAsync(email);
        await users.RemovePasswordAsync(user!);
        var browser = app.NewBrowser();

        for (var i = 0; i < 6; i++) await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", "not this one at all"));

        await using var after = app.Services.CreateAsyncScope();
        var again = await after.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByEmailAsync(email);
        Assert.Equal((0, null), (again!.AccessFailedCount, again.LockoutEnd));
    }

    [Fact]
    public async Task Page_SignedInWhileAccountsCannotBeRead_IsStillAnswered()
    {
        var browser = app.NewBrowser();
        await browser.RegisterAsync("Nora");
        await browser.OpenAsync("/chat");
        var database = app.Services.GetRequiredService<ChatDataSources>().Owner;
        app.Time.Advance(TimeSpan.FromMinutes(2));

        HttpResponseMessage landing;
        await ExecuteAsync(database, "ALTER TABLE users RENAME TO away");
        try
        {
            landing = await browser.OpenAsync("/");
        }
        finally
        {
            await ExecuteAsync(database, "ALTER TABLE away RENAME TO users");
        }

        Assert.Equal(HttpStatusCode.OK, landing.StatusCode);
        Assert.Contains("To your conversation", await Browser.TextOf(landing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_AccountInNoRelationship_StartsOne()
    {
        var email = await Accounts.AddAsync(app);
        var browser = app.NewBrowser();
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));

        var sentTo = (await browser.OpenAsync("/invite")).Headers.Location?.OriginalString;
        var begun = await browser.SubmitAsync("/begin", "begin", ("Name", "Nora"));
        var page = await browser.ReadAsync("/invite");

        Assert.Equal("/begin", sentTo);
        Assert.Equal("/invite", begun.Headers.Location?.OriginalString);
        Assert.Contains("Now your partner", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_Posted_EndsIt()
    {
        var browser = app.NewBrowser();
        await browser.RegisterAsync("Nora");

        var forged = await browser.PostAsync("/account/logout");
        var signedOut = await browser.SubmitAsync("/account/logout", "/account/logout");

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal("/", signedOut.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Found, (await browser.OpenAsync("/chat")).StatusCode);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
