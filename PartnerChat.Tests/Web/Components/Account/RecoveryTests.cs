using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Mail;

namespace PartnerChat.Tests.Web.Components.Account;

public sealed class RecoveryTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string Another = "a candle on the sill";

    // Both only put a row into the queue; whether there is an account is looked up by who sends.
    [Fact]
    public async Task Forgot_KnownAndUnknownAddress_ReadTheSame()
    {
        var known = await Accounts.AddAsync(app);
        var unknown = $"{Guid.NewGuid():N}@example.org";

        var (there, absent) = (await AskAsync(known), await AskAsync(unknown));

        await app.LetterAsync(known, MailKind.Recovery);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(HttpStatusCode.OK, absent.StatusCode);
        var (toKnown, toUnknown) = (Browser.MainOf(await Browser.TextOf(there)), Browser.MainOf(await Browser.TextOf(absent)));
        Assert.Contains(known, toKnown, StringComparison.Ordinal);
        Assert.Equal(toKnown.Replace(known, "*", StringComparison.Ordinal), toUnknown.Replace(unknown, "*", StringComparison.Ordinal));
        Assert.Empty(app.LettersTo(unknown));
    }

    [Fact]
    public async Task Reset_ByTheLink_SetsThePasswordAndEndsEverySession()
    {
        var (email, browser) = await SignedInAsync();
        await AskAsync(email);
        var link = (await app.LetterAsync(email, MailKind.Recovery)).Link();

        var done = await app.NewBrowser().SubmitAsync(link, "reset", ("Password", Another));

        Assert.Contains("Your new password is set", await Browser.TextOf(done), StringComparison.Ordinal);
        await app.LetterAsync(email, MailKind.PasswordChanged);
        app.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Found, (await browser.OpenAsync("/settings/email")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, Accounts.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(email, Another)).StatusCode);
    }

    [Fact]
    public async Task Reset_LinkUsedTwice_SaysThatItHasRunOut()
    {
        var email = await Accounts.AddAsync(app);
        await AskAsync(email);
        var link = (await app.LetterAsync(email, MailKind.Recovery)).Link();
        await app.NewBrowser().SubmitAsync(link, "reset", ("Password", Another));

        var again = await app.NewBrowser().OpenAsync(link);

        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Contains("/account/forgot", await Browser.TextOf(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_AfterAnHour_SaysThatItHasRunOut()
    {
        var email = await Accounts.AddAsync(app);
        await AskAsync(email);
        var link = (await app.LetterAsync(email, MailKind.Recovery)).Link();
        var browser = app.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(link)).StatusCode);

        app.Time.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(HttpStatusCode.Gone, (await browser.OpenAsync(link)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?user=nobody&token=none")]
    [InlineData("?user=018f0000-0000-7000-8000-000000000000&token=AAAA")]
    public async Task Reset_LinkThatIsNone_SaysThatItHasRunOut(string query)
    {
        Assert.Equal(HttpStatusCode.Gone, (await app.NewBrowser().OpenAsync($"/account/reset{query}")).StatusCode);
    }

    [Fact]
    public async Task Reset_LinkOfAnotherAccount_OpensNothing()
    {
        var (mine, theirs) = (await Accounts.AddAsync(app), await Accounts.AddAsync(app));
        await AskAsync(mine);
        var link = (await app.LetterAsync(mine, MailKind.Recovery)).Link();

        var stolen = link.Replace($"{await app.UserIdAsync(mine)}", $"{await app.UserIdAsync(theirs)}", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Gone, (await app.NewBrowser().OpenAsync(stolen)).StatusCode);
    }

    [Fact]
    public async Task Reset_WeakPassword_IsRefusedBesideTheFieldAndTheLinkStaysGood()
    {
        var email = await Accounts.AddAsync(app);
        await AskAsync(email);
        var link = (await app.LetterAsync(email, MailKind.Recovery)).Link();

        var refused = await Browser.TextOf(await app.NewBrowser().SubmitAsync(link, "reset", ("Password", "short")));
        var done = await Browser.TextOf(await app.NewBrowser().SubmitAsync(link, "reset", ("Password", Another)));

        Assert.Contains("At least 12 characters.", refused.Split("password-error\">")[1], StringComparison.Ordinal);
        Assert.Contains("Your new password is set", done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_SecondFactorOn_StaysOn()
    {
        var email = await Accounts.AddAsync(app);
        await ChangeAsync(email, (users, user) => users.SetTwoFactorEnabledAsync(user, true));
        await AskAsync(email);

        await app.NewBrowser().SubmitAsync((await app.LetterAsync(email, MailKind.Recovery)).Link(), "reset", ("Password", Another));

        await ChangeAsync(email, (_, user) =>
        {
            Assert.True(user.TwoFactorEnabled);
            Assert.True(user.EmailConfirmed);
            return Task.FromResult(IdentityResult.Success);
        });
    }

    // A look-alike of an address may be somebody else's.
    [Fact]
    public async Task Forgot_AddressInOtherLetters_GoesToTheAccountsOwn()
    {
        var email = await Accounts.AddAsync(app);

        await AskAsync(email.ToUpperInvariant());

        await app.LetterAsync(email, MailKind.Recovery);
        Assert.Empty(app.LettersTo(email.ToUpperInvariant()));
    }

    [Fact]
    public async Task Forgot_NoAddress_SaysSoBesideTheField()
    {
        Assert.Contains("This is no e-mail address.", await Browser.TextOf(await AskAsync("nora")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgot_GermanReader_GetsAGermanLetter()
    {
        var email = await Accounts.AddAsync(app);
        var browser = app.NewBrowser(language: "de");

        await browser.SubmitAsync("/account/forgot", "forgot", ("Email", email));

        Assert.Equal("Wähle ein neues Passwort", (await app.LetterAsync(email, MailKind.Recovery)).Subject);
    }

    private Task<HttpResponseMessage> AskAsync(string email) => app.NewBrowser().SubmitAsync("/account/forgot", "forgot", ("Email", email));

    private Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", password));

    private async Task<(string Email, Browser Browser)> SignedInAsync()
    {
        var (email, browser) = (await Accounts.AddAsync(app), app.NewBrowser());
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/settings/email")).StatusCode);
        return (email, browser);
    }

    private async Task ChangeAsync(string email, Func<UserManager<ApplicationUser>, ApplicationUser, Task<IdentityResult>> change)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        Assert.True((await change(users, (await users.FindByEmailAsync(email))!)).Succeeded);
    }
}
