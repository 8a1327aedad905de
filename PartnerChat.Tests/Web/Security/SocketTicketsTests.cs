using System.Buffers.Text;
using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

public sealed class SocketTicketsTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SocketTickets Tickets => app.Services.GetRequiredService<SocketTickets>();

    [Fact]
    public async Task Ticket_Redeemed_IsItsSessionAndOnce()
    {
        var signIn = await SignInAsync();
        var ticket = await Tickets.IssueAsync(signIn, Ct);

        var who = await Tickets.RedeemAsync(ticket!, Ct);

        Assert.Equal(signIn, who?.FindSignIn());
        Assert.Null(await Tickets.RedeemAsync(ticket!, Ct));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task Ticket_AfterSeconds_IsGoodForThirty(int seconds, bool isGood)
    {
        var ticket = await Tickets.IssueAsync(await SignInAsync(), Ct);

        app.Time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isGood, await Tickets.RedeemAsync(ticket!, Ct) is not null);
    }

    [Theory]
    [InlineData("UPDATE account_sessions SET ended_at = now() WHERE user_id = $1")]
    [InlineData("UPDATE users SET security_stamp = 'another' WHERE id = $1")]
    [InlineData("UPDATE users SET locked_at = now() WHERE id = $1")]
    public async Task Ticket_OfASessionThatIsNotGoodAnyMore_OpensNothingAndIsNotIssued(string change)
    {
        var signIn = await SignInAsync();
        var ticket = await Tickets.IssueAsync(signIn, Ct);

        await app.ExecuteAsync(change, signIn.UserId);

        Assert.Null(await Tickets.RedeemAsync(ticket!, Ct));
        Assert.Null(await Tickets.IssueAsync(signIn, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("****************************************************************")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Ticket_ThatIsNone_OpensNothing(string ticket)
    {
        Assert.Null(await Tickets.RedeemAsync(ticket, Ct));
    }

    [Fact]
    public async Task Ticket_Issued_CarriesTheSessionAnd256Bits()
    {
        var ticket = await Tickets.IssueAsync(await SignInAsync(), Ct);

        Assert.Equal(16 + 32, Base64Url.DecodeFromChars(ticket).Length);
    }

    [Fact]
    public async Task Socket_WithATicket_IsSignedInByIt()
    {
        var caller = await app.NewCaller().SignInAsync(await Accounts.AddAsync(app));
        var answer = await caller.PostAsync("/api/realtime/ticket");

        var who = await AuthenticateAsync("/api/realtime/partner-chat", answer.Body.GetProperty("ticket").GetString()!);

        Assert.Equal((HttpStatusCode.OK, 30), (answer.Status, answer.Body.GetProperty("expires_in").GetInt32()));
        Assert.NotNull(who?.FindSignIn());
    }

    [Fact]
    public async Task OtherPath_WithATicket_IsNobodys()
    {
        var ticket = await Tickets.IssueAsync(await SignInAsync(), Ct);

        Assert.Null(await AuthenticateAsync("/api/auth/manage/info", ticket!));
        Assert.NotNull(await Tickets.RedeemAsync(ticket!, Ct));
    }

    private async Task<System.Security.Claims.ClaimsPrincipal?> AuthenticateAsync(string path, string ticket)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Path, context.Request.QueryString) = (path, QueryString.Create("ticket", ticket));
        return (await context.AuthenticateAsync()).Principal;
    }

    private async Task<SignIn> SignInAsync()
    {
        var email = await Accounts.AddAsync(app);
        await app.NewCaller().SignInAsync(email);
        var session = Assert.Single(await app.SessionsOfAsync(email));
        var claimed = await app.Services.GetRequiredService<AccountSessionStore>().FindAsync(session.Id, Ct);
        return new SignIn(session.Id, session.UserId, claimed!.Value.SecurityStamp);
    }
}
