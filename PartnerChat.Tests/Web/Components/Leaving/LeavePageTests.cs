using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Leaving;

/// <summary>Ending a conversation and deleting an account, by their pages.</summary>
public sealed class LeavePageTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leave_ByTheWord_EndsItForBothAndNotBefore()
    {
        var (nora, sami) = await CoupleAsync();

        var asked = await nora.Browser.ReadAsync("/settings/leave");
        var wrong = await nora.Browser.SubmitAsync("/settings/leave?sure=yes", "leave", ("Word", "no"));
        var before = await sami.Browser.ReadAsync("/chat");
        var right = await nora.Browser.SubmitAsync("/settings/leave?sure=yes", "leave", ("Word", " END "));
        var (hers, his) = (await nora.Browser.ReadAsync("/chat"), await sami.Browser.ReadAsync("/chat"));

        Assert.Contains("It closes for both of you, and Sami is told.", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("leave-word", asked, StringComparison.Ordinal);
        Assert.Contains("That is not the word. Type “end”.", await Browser.TextOf(wrong), StringComparison.Ordinal);
        Assert.Contains("message-input", before, StringComparison.Ordinal);
        Assert.Equal("/chat", right.Headers.Location?.OriginalString);
        Assert.Contains("You ended it on", hers, StringComparison.Ordinal);
        Assert.Contains("Nora ended it on", his, StringComparison.Ordinal);
        Assert.DoesNotContain("message-input", hers + his, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_PartnerWithAConfirmedAddress_IsToldByMailAndNobodyElse()
    {
        var (nora, sami) = await CoupleAsync();
        await app.ExecuteAsync("UPDATE users SET email_confirmed = true WHERE email IN ($1, $2)", nora.Email, sami.Email);

        await nora.Browser.SubmitAsync("/settings/leave?sure=yes", "leave", ("Word", "end"));
        app.Services.GetRequiredService<MailBell>().Ring();

        await app.LetterAsync(sami.Email, MailKind.RelationshipEnded);
        Assert.DoesNotContain(app.LettersTo(nora.Email), l => l.Kind == MailKind.RelationshipEnded);
    }

    [Fact]
    public async Task Leave_OpenedForOneThatHasEndedSince_DoesNotEndTheNext()
    {
        var (nora, sami) = await CoupleAsync();
        var relationships = app.Services.GetRequiredService<RelationshipService>();
        var stale = (await relationships.FindCurrentAsync(nora.Id, Ct))!.Id;
        await relationships.EndAsync(sami.Id, Ct);
        await relationships.CreateAsync(nora.Id, "Nora", Ct);

        var answer = await nora.Browser.SubmitAsync("/settings/leave?sure=yes", "leave", ("Word", "end"), ("Relationship", stale.ToString()));

        Assert.Equal("/chat", answer.Headers.Location?.OriginalString);
        Assert.NotNull(await relationships.FindCurrentAsync(nora.Id, Ct));
    }

    [Fact]
    public async Task Ended_WithANewOneBegun_IsStillThereByItsAddress()
    {
        var (nora, sami) = await CoupleAsync();
        var chat = app.Services.GetRequiredService<ChatService>();
        var ended = (await chat.VisitAsync(nora.Id, Ct)).Value!.Participant.ConversationId;
        await app.Services.GetRequiredService<RelationshipService>().EndAsync(nora.Id, Ct);
        var begin = await nora.Browser.ReadAsync("/begin");
        await nora.Browser.SubmitAsync("/begin", "begin", ("Name", "Nora"));

        var (now, then) = (await nora.Browser.ReadAsync("/chat"), await nora.Browser.ReadAsync($"/chat/ended/{ended}"));
        var settings = await nora.Browser.ReadAsync("/settings");
        var foreign = await (await StrangerAsync("Ida")).Browser.OpenAsync($"/chat/ended/{ended}");

        Assert.Contains("still-readable", begin, StringComparison.Ordinal);
        Assert.Contains("message-input", now, StringComparison.Ordinal);
        Assert.Contains("conversation-ended", then, StringComparison.Ordinal);
        Assert.Contains($"/chat/ended/{ended}", settings, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Contains("There is nothing here", await Browser.TextOf(foreign), StringComparison.Ordinal);
        Assert.Equal("/begin", (await sami.Browser.OpenAsync("/invite")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Leave_Alone_SaysSoAndLeadsToANewBeginning()
    {
        var nora = await StrangerAsync("Nora");

        var asked = await nora.Browser.ReadAsync("/settings/leave");
        await nora.Browser.SubmitAsync("/settings/leave?sure=yes", "leave", ("Word", "end"));

        Assert.Contains("Nobody has joined yet.", asked, StringComparison.Ordinal);
        Assert.Equal("/begin", (await nora.Browser.OpenAsync("/chat")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task DeleteAccount_ByWordAndPassword_SignsOutAndTellsThePartner()
    {
        var (nora, sami) = await CoupleAsync();

        var noWord = await DeleteAsync(nora, "", Accounts.Password);
        var noPassword = await DeleteAsync(nora, "delete", "not a lamp in a window");
        var done = await DeleteAsync(nora, "Delete", Accounts.Password);

        Assert.Contains("That is not the word.", await Browser.TextOf(noWord), StringComparison.Ordinal);
        Assert.Contains("That is not your password.", await Browser.TextOf(noPassword), StringComparison.Ordinal);
        Assert.Equal("/account/deleted", done.Headers.Location?.OriginalString);
        Assert.Contains("/account/login", (await nora.Browser.OpenAsync("/chat")).Headers.Location?.OriginalString, StringComparison.Ordinal);
        var refused = await app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", nora.Email), ("Input.Password", Accounts.Password));
        Assert.Contains("E-mail and password do not belong together.", await Browser.TextOf(refused), StringComparison.Ordinal);
        Assert.Contains("Nora deleted their account on", await sami.Browser.ReadAsync("/chat"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteAccount_WithASecondFactor_TakesItBesideThePassword(bool isByRecoveryCode)
    {
        var nora = await StrangerAsync("Nora");
        var (key, codes) = await SecondFactorKey.AddKeepingAsync(app, nora.Email);

        var without = await DeleteAsync(nora, "delete", Accounts.Password);
        var wrong = await DeleteAsync(nora, "delete", Accounts.Password, "AAAAA-BBBBB");
        var done = await DeleteAsync(nora, "delete", Accounts.Password, isByRecoveryCode ? codes[0] : key.CodeAt(app.Time.GetUtcNow()));

        Assert.Contains("code-error", await Browser.TextOf(without), StringComparison.Ordinal);
        Assert.Contains("code-error", await Browser.TextOf(wrong), StringComparison.Ordinal);
        Assert.Equal("/account/deleted", done.Headers.Location?.OriginalString);
    }

    // The right password beside each guess gives no more of them.
    [Fact]
    public async Task DeleteAccount_SecondFactorGuessedManyTimes_IsNotLookedAtAnyMore()
    {
        var nora = await StrangerAsync("Nora");
        var (_, codes) = await SecondFactorKey.AddKeepingAsync(app, nora.Email);
        for (var i = 0; i < 5; i++) await DeleteAsync(nora, "delete", Accounts.Password, $"AAAAA-BBBB{i}");

        await DeleteAsync(nora, "delete", Accounts.Password, codes[0]);

        Assert.Equal(HttpStatusCode.OK, (await nora.Browser.OpenAsync("/settings")).StatusCode);
    }

    [Fact]
    public async Task DeleteAccount_PasswordGuessedManyTimes_IsNotLookedAtAnyMoreAndKeepsNobodyFromSigningIn()
    {
        var nora = await StrangerAsync("Nora");
        for (var i = 0; i < 5; i++) await DeleteAsync(nora, "delete", $"not a lamp in a window {i}");

        var right = await DeleteAsync(nora, "delete", Accounts.Password);

        Assert.Contains("That is not your password.", await Browser.TextOf(right), StringComparison.Ordinal);
        var elsewhere = await app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", nora.Email), ("Input.Password", Accounts.Password));
        Assert.Equal("/chat", elsewhere.Headers.Location?.OriginalString);
    }

    // An empty row stays for the partner: nothing may wake it.
    [Fact]
    public async Task DeleteAccount_WithLinksInTheMailbox_LeavesThemWithoutUse()
    {
        var (nora, _) = await CoupleAsync();
        await nora.Browser.SubmitAsync("/settings/email", "change-email", ("Input.Email", $"{Guid.NewGuid():N}@example.org"), ("Input.Password", Accounts.Password));
        await app.NewBrowser().SubmitAsync("/account/forgot", "forgot", ("Email", nora.Email));
        string[] links = [(await app.LetterAsync(nora.Email, MailKind.EmailChangeAsked)).Link(), (await app.LetterAsync(nora.Email, MailKind.Recovery)).Link()];

        await DeleteAsync(nora, "delete", Accounts.Password);

        foreach (var link in links) Assert.Equal(HttpStatusCode.Gone, (await app.NewBrowser().OpenAsync(link)).StatusCode);
    }

    // A link to the page that says so is not to make a browser forget its drafts.
    [Fact]
    public async Task AccountDeleted_OfWhoDeletedNone_HasTheBrowserForgetNothing()
    {
        var nora = await StrangerAsync("Nora");

        var before = await nora.Browser.ReadAsync("/account/deleted");
        await DeleteAsync(nora, "delete", Accounts.Password);
        var (after, again) = (await nora.Browser.ReadAsync("/account/deleted"), await nora.Browser.ReadAsync("/account/deleted"));

        Assert.Equal((false, true, false), (IsForgetting(before), IsForgetting(after), IsForgetting(again)));

        static bool IsForgetting(string page) => page.Contains("data-signed-out", StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteAccount_InTheAuditLog_SaysNotFromWhere()
    {
        var nora = await StrangerAsync("Nora");

        await DeleteAsync(nora, "delete", Accounts.Password);

        await using var ask = app.Services.GetRequiredService<PartnerChat.Data.ChatDataSources>().Readers.CreateCommand("SELECT address IS NULL FROM audit_entries WHERE target_id = $1");
        ask.Parameters.Add(new() { Value = nora.Id });
        Assert.Equal(true, await ask.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task DeleteAccount_TheOnlyAdmin_IsRefused()
    {
        await using var app = await NewAppAsync();
        var email = await Accounts.AddAsync(app, "admin");
        await app.ExecuteAsync("DELETE FROM user_roles WHERE user_id <> (SELECT id FROM users WHERE email = $1)", email);
        var admin = app.NewBrowser();
        await admin.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));

        var answer = await admin.SubmitAsync("/settings/delete-account?sure=yes", "delete-account", ("Input.Word", "delete"), ("Input.Password", Accounts.Password));

        Assert.Contains("You are the only admin here.", await Browser.TextOf(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.OpenAsync("/admin")).StatusCode);
    }

    [Fact]
    public async Task Retention_ChangedAndRunByAnAdmin_IsDoneAndWrittenDown()
    {
        await using var app = await NewAppAsync();
        var email = await Accounts.AddAsync(app, "admin");
        var admin = app.NewBrowser();
        await admin.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        await SecondFactorKey.ProveAsync(app, email);

        var wrong = await admin.SubmitAsync("/admin/retention", "sign-ins", ("Days", "61"));
        var changed = await admin.SubmitAsync("/admin/retention", "sign-ins", ("Days", "30"));
        var asked = await admin.SubmitAsync("/admin/retention", "run");

        Assert.Contains("A number from 1 to 60.", await Browser.TextOf(wrong), StringComparison.Ordinal);
        Assert.Equal(("/admin/retention?done=saved", "/admin/retention?done=asked"), (changed.Headers.Location?.OriginalString, asked.Headers.Location?.OriginalString));
        Assert.Contains("value=\"30\"", await admin.ReadAsync("/admin/retention"), StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await app.Services.GetRequiredService<RetentionService>().ReadAsync(Ct)).LastRun is not null, Ct);
        await using var actions = app.Services.GetRequiredService<PartnerChat.Data.ChatDataSources>().Readers.CreateCommand("SELECT string_agg(action, ' ' ORDER BY at) FROM audit_entries");
        Assert.Equal("retention.changed retention.run", await actions.ExecuteScalarAsync(Ct));
    }

    private async Task<PagesApp> NewAppAsync()
    {
        var own = new PagesApp(app.Postgres);
        await own.InitializeAsync();
        return own;
    }

    private static Task<HttpResponseMessage> DeleteAsync(Visitor visitor, string word, string password, string code = "") =>
        visitor.Browser.SubmitAsync("/settings/delete-account?sure=yes", "delete-account", ("Input.Word", word), ("Input.Password", password), ("Input.Code", code));

    private async Task<(Visitor Nora, Visitor Sami)> CoupleAsync()
    {
        var nora = await StrangerAsync("Nora");
        return (nora, await StrangerAsync("Sami", await nora.Browser.ReadInvitationAsync()));
    }

    private async Task<Visitor> StrangerAsync(string name, string path = "/account/register")
    {
        var browser = app.NewBrowser();
        var (email, _) = await browser.RegisterAsync(name, path);
        return new Visitor(browser, email, await app.IdOfAsync(email));
    }

    private sealed record Visitor(Browser Browser, string Email, Guid Id);
}
