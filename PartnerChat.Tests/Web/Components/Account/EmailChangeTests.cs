using System.Net;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Mail;

namespace PartnerChat.Tests.Web.Components.Account;

public sealed class EmailChangeTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Change_Confirmed_TakesItsPlaceAndKeepsTheSession()
    {
        var (old, browser) = await SignedInAsync();
        var next = NewAddress();

        await AskAsync(browser, next);
        var before = await browser.ReadAsync("/settings/email");
        var done = await browser.SubmitAsync((await app.LetterAsync(next, MailKind.ConfirmNewEmail)).Link(), "email");
        app.Time.Advance(TimeSpan.FromSeconds(6));
        var after = await browser.ReadAsync("/settings/email");

        Assert.Contains($">{old}</bdi>", before, StringComparison.Ordinal);
        Assert.Contains("Your address is another one now", await Browser.TextOf(done), StringComparison.Ordinal);
        Assert.Contains($">{next}</bdi>", after, StringComparison.Ordinal);
        await app.LetterAsync(old, MailKind.EmailChanged);
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(next)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(old)).StatusCode);
    }

    [Fact]
    public async Task Change_ToATakenAddress_ReadsTheSameAndChangesNothing()
    {
        var taken = await Accounts.AddAsync(app);
        var free = NewAddress();
        var (email, browser) = await SignedInAsync();

        var forTaken = Browser.MainOf(await Browser.TextOf(await AskAsync(browser, taken)));
        var forFree = Browser.MainOf(await Browser.TextOf(await AskAsync(browser, free)));

        await app.LetterAsync(taken, MailKind.AddressTaken);
        Assert.Equal(forTaken.Replace(taken, "*", StringComparison.Ordinal), forFree.Replace(free, "*", StringComparison.Ordinal));
        Assert.Contains($">{email}</bdi>", await browser.ReadAsync("/settings/email"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_WrongPassword_IsRefusedBesideTheField()
    {
        var (email, browser) = await SignedInAsync();

        var page = await Browser.TextOf(await AskAsync(browser, NewAddress(), "not this one at all"));

        Assert.Contains("This is not your password.", page.Split("password-error\">")[1], StringComparison.Ordinal);
        Assert.DoesNotContain(app.LettersTo(email), l => l.Kind == MailKind.EmailChangeAsked);
    }

    // Else whoever has stolen the account keeps from its owner how to stop it, by asking for ways back before.
    [Fact]
    public async Task Change_AfterManyAskedForAWayBack_StillTellsTheOldAddressHowToStopIt()
    {
        var (old, browser) = await SignedInAsync();
        for (var i = 0; i < 6; i++) await app.NewBrowser().SubmitAsync("/account/forgot", "forgot", ("Email", old));

        await AskAsync(browser, NewAddress());

        Assert.StartsWith("/account/email/stop", (await app.LetterAsync(old, MailKind.EmailChangeAsked)).Link(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_BeforeItIsConfirmed_MakesTheLinkVoidAndEndsEverySession()
    {
        var (old, browser) = await SignedInAsync();
        var next = NewAddress();
        await AskAsync(browser, next);
        var confirm = (await app.LetterAsync(next, MailKind.ConfirmNewEmail)).Link();

        var stopped = await app.NewBrowser().SubmitAsync((await app.LetterAsync(old, MailKind.EmailChangeAsked)).Link(), "stop");

        Assert.Contains("Your account has its old address", await Browser.TextOf(stopped), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await app.NewBrowser().OpenAsync(confirm)).StatusCode);
        app.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Found, (await browser.OpenAsync("/settings/email")).StatusCode);
    }

    [Fact]
    public async Task Stop_AfterItWasConfirmed_TakesTheAddressBack()
    {
        var (old, browser) = await SignedInAsync();
        var next = NewAddress();
        await AskAsync(browser, next);
        var stop = (await app.LetterAsync(old, MailKind.EmailChangeAsked)).Link();
        await browser.SubmitAsync((await app.LetterAsync(next, MailKind.ConfirmNewEmail)).Link(), "email");

        await app.NewBrowser().SubmitAsync(stop, "stop");

        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(old)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(next)).StatusCode);
    }

    // A way back that was sent to the old address is none once the account has left it.
    [Fact]
    public async Task Change_Confirmed_MakesOtherLinksVoid()
    {
        var (old, browser) = await SignedInAsync();
        var next = NewAddress();
        await app.NewBrowser().SubmitAsync("/account/forgot", "forgot", ("Email", old));
        var recovery = (await app.LetterAsync(old, MailKind.Recovery)).Link();
        await AskAsync(browser, next);

        await browser.SubmitAsync((await app.LetterAsync(next, MailKind.ConfirmNewEmail)).Link(), "email");

        Assert.Equal(HttpStatusCode.Gone, (await app.NewBrowser().OpenAsync(recovery)).StatusCode);
    }

    [Fact]
    public async Task Change_LinkForAnotherAddress_OpensNothing()
    {
        var (_, browser) = await SignedInAsync();
        var next = NewAddress();
        await AskAsync(browser, next);
        var link = (await app.LetterAsync(next, MailKind.ConfirmNewEmail)).Link();

        var forged = link.Replace(Uri.EscapeDataString(next), Uri.EscapeDataString(NewAddress()), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Gone, (await app.NewBrowser().OpenAsync(forged)).StatusCode);
    }

    private static string NewAddress() => $"{Guid.NewGuid():N}@example.org";

    private static Task<HttpResponseMessage> AskAsync(Browser browser, string email, string password = Accounts.Password) =>
        browser.SubmitAsync("/settings/email", "change-email", ("Input.Email", email), ("Input.Password", password));

    private Task<HttpResponseMessage> SignInAsync(string email) =>
        app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));

    private async Task<(string Email, Browser Browser)> SignedInAsync()
    {
        var (email, browser) = (await Accounts.AddAsync(app), app.NewBrowser());
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        return (email, browser);
    }
}
