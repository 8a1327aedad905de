using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Security;

public sealed class AuthApiTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string Wrong = "not this one at all";

    [Fact]
    public async Task Register_ThenLogin_WorksAtOnce()
    {
        var email = $"{Guid.NewGuid():N}@example.org";

        var registered = await app.NewCaller().StatusOfAsync(HttpMethod.Post, "/api/auth/register", new { email, password = Accounts.Password });
        var login = await app.NewCaller().PostAsync("/api/auth/login", new { email, password = Accounts.Password });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (registered, login.Status));
        Assert.Equal(["accessToken", "expiresIn", "refreshToken", "tokenType"], login.Body.EnumerateObject().Select(p => p.Name).Order());
        Assert.InRange((await FindAsync(email)).CreatedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Theory]
    [InlineData("{\"email\":\"{new}\",\"password\":\"short\"}", "password")]
    [InlineData("{\"email\":\"{new}\",\"password\":\"password1234\"}", "password")]
    [InlineData("{\"email\":\"{new}\",\"password\":null}", "password")]
    [InlineData("{\"email\":\"{new}\",\"password\":\"\"}", "password")]
    [InlineData("{\"email\":\"{long}\",\"password\":\"a lamp in the window\"}", "email")]
    [InlineData("{\"email\":\"nobody\",\"password\":\"a lamp in the window\"}", "email")]
    [InlineData("{\"email\":\"nobody@localhost\",\"password\":\"a lamp in the window\"}", "email")]
    [InlineData("{\"email\":\"\\\"no\\u0000body\\\"@example.org\",\"password\":\"a lamp in the window\"}", "email")]
    [InlineData("{\"email\":null,\"password\":\"a lamp in the window\"}", "email")]
    [InlineData("{\"email\":\"{taken}\",\"password\":\"a lamp in the window\"}", "email")]
    public async Task Register_WhatDoesNotFit_NamesTheFieldOnly(string body, string field)
    {
        var json = body.Replace("{new}", $"{Guid.NewGuid():N}@example.org", StringComparison.Ordinal)
            .Replace("{long}", new string('x', 300) + "@example.org", StringComparison.Ordinal)
            .Replace("{taken}", await Accounts.AddAsync(app), StringComparison.Ordinal);

        var answer = await app.NewCaller().PostAsync("/api/auth/register", JsonSerializer.Deserialize<JsonElement>(json));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(field, Assert.Single(answer.Body.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Register_TheSameAddressAtOnce_MakesOneAccount()
    {
        var email = $"{Guid.NewGuid():N}@example.org";

        var told = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.NewCaller().PostAsync("/api/auth/register", new { email, password = Accounts.Password })));

        Assert.Single(told, a => a.Status == HttpStatusCode.OK);
        Assert.All(told.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.BadRequest, a.Status));
    }

    [Fact]
    public async Task Login_WrongUnknownOrLocked_ReadsTheSame()
    {
        var (known, locked, closed) = (await Accounts.AddAsync(app), await Accounts.AddAsync(app), await Accounts.AddAsync(app));
        await app.ExecuteAsync("UPDATE users SET lockout_end = $2 WHERE email = $1", locked, app.Time.GetUtcNow().AddMinutes(5));
        await app.ExecuteAsync("UPDATE users SET locked_at = $2 WHERE email = $1", closed, app.Time.GetUtcNow());

        var wrong = await app.NewCaller().PostAsync("/api/auth/login", new { email = known, password = Wrong });
        var unknown = await app.NewCaller().PostAsync("/api/auth/login", new { email = "nobody@example.org", password = Wrong });
        var shut = await app.NewCaller().PostAsync("/api/auth/login", new { email = locked, password = Accounts.Password });
        var byAdmin = await app.NewCaller().PostAsync("/api/auth/login", new { email = closed, password = Accounts.Password });

        Assert.All([wrong, unknown, shut, byAdmin], a => Assert.Equal(HttpStatusCode.Unauthorized, a.Status));
        Assert.Single(new[] { wrong, unknown, shut, byAdmin }.Select(a => a.TextWithoutTraceId).Distinct());
    }

    [Fact]
    public async Task Login_TheAttemptThatLocks_ReadsAsTheOthers()
    {
        var email = await Accounts.AddAsync(app);
        var told = new List<string>();

        for (var i = 0; i < 6; i++) told.Add((await app.NewCaller().PostAsync("/api/auth/login", new { email, password = Wrong })).TextWithoutTraceId);

        Assert.Single(told.Distinct());
        Assert.NotNull((await FindAsync(email)).LockoutEnd);
    }

    [Theory]
    [InlineData(null, "x")]
    [InlineData("nobody@example.org", null)]
    [InlineData("no\0body@example.org", "x")]
    public async Task Login_NullOrNul_IsUnauthorized(string? email, string? password)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await app.NewCaller().StatusOfAsync(HttpMethod.Post, "/api/auth/login", new { email, password }));
    }

    [Fact]
    public async Task Login_PasswordLongerThanAnyIs_IsRefusedWithoutAFailedAttempt()
    {
        var email = await Accounts.AddAsync(app);

        var status = await app.NewCaller().StatusOfAsync(HttpMethod.Post, "/api/auth/login", new { email, password = new string('x', 129) });

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(0, (await FindAsync(email)).AccessFailedCount);
    }

    [Theory]
    [InlineData("GET", "confirmEmail?userId=x&code=y")]
    [InlineData("POST", "resendConfirmationEmail")]
    [InlineData("POST", "forgotPassword")]
    [InlineData("POST", "resetPassword")]
    [InlineData("POST", "manage/2fa")]
    public async Task Route_ThatNeedsWhatThereIsNot_IsNotThere(string method, string path)
    {
        var signedIn = await app.NewCaller().SignInAsync(await Accounts.AddAsync(app));

        Assert.Equal(HttpStatusCode.NotFound, await app.NewCaller().StatusOfAsync(new HttpMethod(method), $"/api/auth/{path}"));
        Assert.Equal(HttpStatusCode.NotFound, await signedIn.StatusOfAsync(new HttpMethod(method), $"/api/auth/{path}"));
    }

    [Theory]
    [InlineData("GET", "/api/auth/manage/info")]
    [InlineData("POST", "/api/auth/logout")]
    [InlineData("POST", "/api/realtime/ticket")]
    public async Task Call_OfNobody_IsUnauthorizedAndNoRedirect(string method, string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await app.NewCaller().StatusOfAsync(new HttpMethod(method), path));
    }

    [Fact]
    public async Task Info_NewEmail_IsRefused()
    {
        var caller = await app.NewCaller().SignInAsync(await Accounts.AddAsync(app));

        Assert.NotNull((await caller.PostAsync("/api/auth/manage/info", new { newEmail = "another@example.org" })).ErrorOf("newEmail"));
    }

    [Theory]
    [InlineData(Wrong, "a lamp in another window", "oldPassword")]
    [InlineData(null, "a lamp in another window", "oldPassword")]
    [InlineData(Accounts.Password, "short", "newPassword")]
    public async Task Info_PasswordThatDoesNotFit_NamesTheField(string? oldPassword, string newPassword, string field)
    {
        var caller = await app.NewCaller().SignInAsync(await Accounts.AddAsync(app));

        Assert.NotNull((await caller.PostAsync("/api/auth/manage/info", new { oldPassword, newPassword })).ErrorOf(field));
    }

    [Fact]
    public async Task Info_PresentPasswordGuessedManyTimes_IsNotLookedAtAnyMore()
    {
        var caller = await app.NewCaller().SignInAsync(await Accounts.AddAsync(app));
        const string newPassword = "a lamp in another window";
        for (var i = 0; i < 5; i++) await caller.PostAsync("/api/auth/manage/info", new { oldPassword = $"not this one at all {i}", newPassword });

        var right = await caller.PostAsync("/api/auth/manage/info", new { oldPassword = Accounts.Password, newPassword });

        Assert.NotNull(right.ErrorOf("oldPassword"));
    }

    [Fact]
    public async Task Refresh_NoToken_IsUnauthorized()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await app.NewCaller().StatusOfAsync(HttpMethod.Post, "/api/auth/refresh", new { refreshToken = "none" }));
    }

    private async Task<ApplicationUser> FindAsync(string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByEmailAsync(email))!;
    }
}
