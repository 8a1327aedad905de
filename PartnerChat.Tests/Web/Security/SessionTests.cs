using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

/// <summary>What a session outlives, and what ends it, by cookie and by token.</summary>
public sealed class SessionTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Bearer_SignedIn_ReadsPagesAndApi()
    {
        var caller = await app.NewCaller().SignInAsync(await Accounts.AddAsync(app));

        Assert.Equal(HttpStatusCode.OK, await caller.ReadInfoAsync());
    }

    [Fact]
    public async Task Bearer_SignedOut_IsRefusedAtOnceWithItsRefreshToken()
    {
        var caller = await app.NewCaller().SignInAsync(await Accounts.AddAsync(app));
        await caller.ReadInfoAsync();

        var signedOut = await caller.PostAsync("/api/auth/logout");

        Assert.True(signedOut.Body.GetProperty("success").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, await caller.ReadInfoAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await caller.StatusOfAsync(HttpMethod.Post, "/api/auth/refresh", new { refreshToken = caller.RefreshToken }));
        Assert.Equal(HttpStatusCode.Unauthorized, await caller.StatusOfAsync(HttpMethod.Post, "/api/auth/logout"));
    }

    [Fact]
    public async Task Bearer_SignedOutElsewhere_GoesOnHere()
    {
        var email = await Accounts.AddAsync(app);
        var (phone, desk) = (await app.NewCaller().SignInAsync(email), await app.NewCaller().SignInAsync(email));

        await desk.PostAsync("/api/auth/logout");

        Assert.Equal(HttpStatusCode.OK, await phone.ReadInfoAsync());
    }

    [Fact]
    public async Task SignOut_OnThisNode_TellsWhoWatchesAtOnce()
    {
        var email = await Accounts.AddAsync(app);
        var caller = await app.NewCaller().SignInAsync(email);
        var session = Assert.Single(await app.SessionsOfAsync(email));
        var told = 0;
        using var watching = app.Services.GetRequiredService<SignInWatch>().Watch(new SignIn(session.Id, session.UserId, ""), () => told++);

        await caller.PostAsync("/api/auth/logout");

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Refresh_Twice_StaysTheSameSession()
    {
        var email = await Accounts.AddAsync(app);
        var caller = await app.NewCaller().SignInAsync(email);
        var first = caller.AccessToken;

        await caller.RefreshAsync();
        app.Time.Advance(TimeSpan.FromHours(2));
        await caller.RefreshAsync();

        Assert.NotEqual(first, caller.AccessToken);
        Assert.Equal(HttpStatusCode.OK, await caller.ReadInfoAsync());
        Assert.Single(await app.SessionsOfAsync(email));
    }

    [Fact]
    public async Task Cookie_RenewedManyTimes_StaysTheSameSession()
    {
        var (browser, email) = await SignInAsync();
        for (var i = 0; i < 3; i++)
        {
            app.Time.Advance(TimeSpan.FromMinutes(2));
            await browser.OpenAsync("/chat");
        }

        Assert.Single(await app.SessionsOfAsync(email));
        Assert.True(await IsInAsync(browser));
    }

    [Fact]
    public async Task Cookie_SignedOut_IsRefusedAlsoWhereItWasCopied()
    {
        var email = await Accounts.AddAsync(app);
        var browser = app.NewBrowser();
        var answer = await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("pc-account=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await StatusByAsync(cookie));

        await browser.SubmitAsync("/account/logout", "/account/logout");

        Assert.NotNull(Assert.Single(await app.SessionsOfAsync(email)).EndedAt);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusByAsync(cookie));
    }

    [Fact]
    public async Task ChangedPassword_FromAnotherSession_EndsCookieAndTokensWithinFiveSeconds()
    {
        var (browser, email) = await SignInAsync();
        var (phone, desk) = (await app.NewCaller().SignInAsync(email), await app.NewCaller().SignInAsync(email));
        Assert.Equal((HttpStatusCode.OK, true), (await phone.ReadInfoAsync(), await IsInAsync(browser)));

        var changed = await desk.StatusOfAsync(HttpMethod.Post, "/api/auth/manage/info", new { oldPassword = Accounts.Password, newPassword = "a lamp in another window" });
        app.Time.Advance(Noticed);

        Assert.Equal(HttpStatusCode.OK, changed);
        Assert.Equal((HttpStatusCode.Unauthorized, false), (await phone.ReadInfoAsync(), await IsInAsync(browser)));
        Assert.Equal(HttpStatusCode.Unauthorized, await phone.StatusOfAsync(HttpMethod.Post, "/api/auth/refresh", new { refreshToken = phone.RefreshToken }));
    }

    [Fact]
    public async Task LockedAccount_ByAnAdmin_IsRefusedWhateverItCameBy()
    {
        var (browser, email) = await SignInAsync();
        var caller = await app.NewCaller().SignInAsync(email);
        Assert.Equal((HttpStatusCode.OK, true), (await caller.ReadInfoAsync(), await IsInAsync(browser)));

        await app.ExecuteAsync("UPDATE users SET locked_at = $2 WHERE email = $1", email, app.Time.GetUtcNow());
        app.Time.Advance(Noticed);

        Assert.Equal((HttpStatusCode.Unauthorized, false), (await caller.ReadInfoAsync(), await IsInAsync(browser)));
        Assert.Equal(HttpStatusCode.Unauthorized, await caller.StatusOfAsync(HttpMethod.Post, "/api/auth/refresh", new { refreshToken = caller.RefreshToken }));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.NewCaller().StatusOfAsync(HttpMethod.Post, "/api/auth/login", new { email, password = Accounts.Password }));
    }

    [Fact]
    public async Task WrongGuesses_TooMany_RefuseThePasswordForAWhileAndLeaveSessionsAlone()
    {
        var (browser, email) = await SignInAsync();
        var caller = await app.NewCaller().SignInAsync(email);

        for (var i = 0; i < 6; i++) await app.NewCaller().PostAsync("/api/auth/login", new { email, password = "not this one at all" });
        app.Time.Advance(Noticed);

        Assert.Equal((HttpStatusCode.OK, true), (await caller.ReadInfoAsync(), await IsInAsync(browser)));
        Assert.Equal(HttpStatusCode.OK, await caller.StatusOfAsync(HttpMethod.Post, "/api/auth/refresh", new { refreshToken = caller.RefreshToken }));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.NewCaller().StatusOfAsync(HttpMethod.Post, "/api/auth/login", new { email, password = Accounts.Password }));
    }

    [Fact]
    public async Task EndedSession_BehindTheBackOfThisNode_IsRefusedWithinFiveSeconds()
    {
        var (browser, email) = await SignInAsync();
        Assert.True(await IsInAsync(browser));

        await app.ExecuteAsync("UPDATE account_sessions SET ended_at = now() WHERE user_id = (SELECT id FROM users WHERE email = $1)", email);
        app.Time.Advance(Noticed);

        Assert.False(await IsInAsync(browser));
    }

    [Fact]
    public async Task Requests_WithinFiveSeconds_AskOnce()
    {
        var (browser, email) = await SignInAsync();
        await IsInAsync(browser);

        await app.ExecuteAsync("UPDATE account_sessions SET ended_at = now() WHERE user_id = (SELECT id FROM users WHERE email = $1)", email);
        app.Time.Advance(Noticed - TimeSpan.FromMilliseconds(1));

        Assert.True(await IsInAsync(browser));
    }

    [Fact]
    public async Task LastSeen_UsedForHours_IsKeptByTheHour()
    {
        var (browser, email) = await SignInAsync();
        var started = Assert.Single(await app.SessionsOfAsync(email)).LastSeenAt;
        await IsInAsync(browser);

        app.Time.Advance(TimeSpan.FromHours(3));
        await IsInAsync(browser);

        Assert.Equal(started.AddHours(3), Assert.Single(await app.SessionsOfAsync(email)).LastSeenAt, TimeSpan.FromSeconds(1));
    }

    private async Task<(Browser Browser, string Email)> SignInAsync()
    {
        var (browser, email) = (app.NewBrowser(), await Accounts.AddAsync(app));
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        return (browser, email);
    }

    private async Task<HttpStatusCode> StatusByAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/manage/info") { Headers = { { "Cookie", cookie } } };
        return (await app.NewBrowser().SendAsync(request)).StatusCode;
    }

    private static async Task<bool> IsInAsync(Browser browser) => (await browser.OpenAsync("/api/auth/manage/info")).StatusCode == HttpStatusCode.OK;
}
