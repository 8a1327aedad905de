using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Invite;

public sealed class InvitationTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Invitation_AcceptedByAStranger_JoinsBoth()
    {
        var (nora, sami) = (app.NewBrowser(), app.NewBrowser());
        var (_, registered) = await nora.RegisterAsync("Nora");
        var invitation = await nora.ReadInvitationAsync();
        var before = await nora.ReadAsync("/invite/joined");

        var page = await sami.ReadAsync(invitation);
        var (_, joined) = await sami.RegisterAsync("Sami", invitation);
        var after = await nora.ReadAsync("/invite/joined");

        Assert.Equal("/invite", registered.Headers.Location?.OriginalString);
        Assert.Contains("would like to write with you", page, StringComparison.Ordinal);
        Assert.Contains("Join Nora", page, StringComparison.Ordinal);
        Assert.Equal("/chat", joined.Headers.Location?.OriginalString);
        Assert.Equal(("""{"joined":false}""", """{"joined":true}"""), (before, after));
        Assert.Equal("/chat", (await nora.OpenAsync("/invite")).Headers.Location?.OriginalString);
        Assert.Equal("/chat", (await sami.OpenAsync(invitation)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Invitation_OfAnAccount_IsJoinedAfterSigningIn()
    {
        var (nora, sami) = (app.NewBrowser(), app.NewBrowser());
        await nora.RegisterAsync("Nora");
        var invitation = await nora.ReadInvitationAsync();
        var email = await Accounts.AddAsync(app);

        var signedIn = await sami.SubmitAsync($"/account/login?ReturnUrl={Uri.EscapeDataString(invitation)}", "login", ("Input.Email", email), ("Input.Password", "a lamp in the window"));
        var nameless = await Browser.TextOf(await sami.SubmitAsync(invitation, "join", ("Name", " ")));
        var joined = await sami.SubmitAsync(invitation, "join", ("Name", "Sami"));

        Assert.Equal(invitation, signedIn.Headers.Location?.OriginalString);
        Assert.Contains("Give a name that your partner will see.", nameless, StringComparison.Ordinal);
        Assert.Equal("/chat", joined.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Invitation_Used_IsGone()
    {
        var (nora, sami, other) = (app.NewBrowser(), app.NewBrowser(), app.NewBrowser());
        await nora.RegisterAsync("Nora");
        var invitation = await nora.ReadInvitationAsync();
        await sami.RegisterAsync("Sami", invitation);

        var answer = await other.OpenAsync(invitation);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Contains("This invitation has run out", await Browser.TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_AfterSevenDays_IsGoneAndItsMakerIsOfferedANewOne()
    {
        var (nora, other) = (app.NewBrowser(), app.NewBrowser());
        await nora.RegisterAsync("Nora");
        var invitation = await nora.ReadInvitationAsync();

        app.Time.Advance(TimeSpan.FromDays(7));

        Assert.Equal(HttpStatusCode.Gone, (await other.OpenAsync(invitation)).StatusCode);
        var page = await nora.ReadAsync("/invite");
        Assert.Contains("Make a new link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("invite-link", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_Renewed_VoidsTheFormer()
    {
        var (nora, other) = (app.NewBrowser(), app.NewBrowser());
        await nora.RegisterAsync("Nora");
        var former = await nora.ReadInvitationAsync();
        await nora.SubmitAsync("/invite", "renew");
        var now = await nora.ReadInvitationAsync();

        Assert.NotEqual(former, now);
        Assert.Equal(HttpStatusCode.Gone, (await other.OpenAsync(former)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.OpenAsync(now)).StatusCode);
    }

    [Fact]
    public async Task Invitation_Unknown_IsNotFound()
    {
        var answer = await app.NewBrowser().OpenAsync("/invite/q7FkJ2mXrT9veW4hLs8BdA");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This invitation has run out", await Browser.TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_OwnOrWithAConversationWaiting_SaysWhatToDo()
    {
        var (nora, sami) = (app.NewBrowser(), app.NewBrowser());
        await nora.RegisterAsync("Nora");
        await sami.RegisterAsync("Sami");
        var invitation = await nora.ReadInvitationAsync();

        Assert.Contains("This is your own invitation", await nora.ReadAsync(invitation), StringComparison.Ordinal);
        Assert.Contains("You have started a conversation yourself", await sami.ReadAsync(invitation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_UsedWhileTheFormWasOpen_LeadsToItsEnd()
    {
        var (nora, sami, other) = (app.NewBrowser(), app.NewBrowser(), app.NewBrowser());
        await nora.RegisterAsync("Nora");
        var invitation = await nora.ReadInvitationAsync();
        var token = (await other.ReadAsync(invitation)).Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        await sami.RegisterAsync("Sami", invitation);

        var late = await other.PostAsync(invitation, ("_handler", "registration"), ("__RequestVerificationToken", token), ("Input.Name", "Theo"));

        Assert.Equal(invitation, late.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Link_PastedByAStranger_OpensTheInvitation()
    {
        var answer = await app.NewBrowser().SubmitAsync("/invite", "invitation-link", ("Link", "chat.example.org/invite/q7FkJ2mXrT9veW4hLs8BdA"));

        Assert.Equal("/invite/q7FkJ2mXrT9veW4hLs8BdA", answer.Headers.Location?.OriginalString);
    }
}
