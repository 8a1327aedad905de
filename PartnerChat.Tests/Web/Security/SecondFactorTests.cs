using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Security;

/// <summary>Signing in by a second factor, by the API: what is let through, and how often one may try.</summary>
public sealed class SecondFactorTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Login_WithoutACode_SaysThatOneIsNeeded()
    {
        var (email, _, _) = await AddAsync();

        var right = await LoginAsync(email);
        var wrong = await app.NewCaller().PostAsync("/api/auth/login", new { email, password = "not this one at all" });

        Assert.Equal((HttpStatusCode.Unauthorized, "RequiresTwoFactor"), (right.Status, right.Body.GetProperty("detail").GetString()));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.False(wrong.Body.TryGetProperty("detail", out _));
        Assert.Empty(await app.SessionsOfAsync(email));
    }

    [Fact]
    public async Task Login_WithACode_IsInOnce()
    {
        var (email, key, _) = await AddAsync();
        var code = key.CodeAt(app.Time.GetUtcNow());

        var first = await LoginAsync(email, code);
        var replayed = await LoginAsync(email, code);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (first.Status, replayed.Status));
        Assert.Equal("code", Assert.Single(await app.SessionsOfAsync(email)).SecondFactor);
    }

    [Fact]
    public async Task Login_OneCodeAtOnceByMany_IsInOnce()
    {
        var (email, key, _) = await AddAsync();
        var code = key.CodeAt(app.Time.GetUtcNow());

        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoginAsync(email, code)));

        Assert.Single(told, a => a.Status == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(-1, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(-2, HttpStatusCode.Unauthorized)]
    [InlineData(2, HttpStatusCode.Unauthorized)]
    public async Task Login_ClockOfThePhoneApart_IsForgivenByHalfAMinute(int steps, HttpStatusCode expected)
    {
        var (email, key, _) = await AddAsync();

        var answer = await LoginAsync(email, key.CodeAt(app.Time.GetUtcNow() + (steps * HalfMinute)));

        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task Login_ACodeFromBeforeTheLastOne_IsRefused()
    {
        var (email, key, _) = await AddAsync();
        var (now, before) = (key.CodeAt(app.Time.GetUtcNow()), key.CodeAt(app.Time.GetUtcNow() - HalfMinute));
        await LoginAsync(email, now);

        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(email, before)).Status);
    }

    [Fact]
    public async Task Login_WrongCodesAtOnce_LeaveNoTryForTheRightOne()
    {
        var (email, key, _) = await AddAsync();
        var wrong = WrongFor(key);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => LoginAsync(email, wrong[i])));
        await app.ExecuteAsync("UPDATE users SET lockout_end = NULL, access_failed_count = 0 WHERE email = $1", email);

        var right = await LoginAsync(email, key.CodeAt(app.Time.GetUtcNow()));
        app.Time.Advance(TimeSpan.FromMinutes(5));
        var later = await LoginAsync(email, key.CodeAt(app.Time.GetUtcNow()));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (right.Status, later.Status));
    }

    [Fact]
    public async Task Login_ARecoveryCode_IsInOnceAndNoHashIsOne()
    {
        var (email, _, codes) = await AddAsync();

        var first = await RecoverAsync(email, codes[0].ToLowerInvariant());
        var again = await RecoverAsync(email, codes[0]);
        var another = await RecoverAsync(email, codes[1]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (first.Status, again.Status, another.Status));
        Assert.Equal(["code", "code"], (await app.SessionsOfAsync(email)).Select(s => s.SecondFactor));
    }

    [Fact]
    public async Task Login_OneRecoveryCodeAtOnceByMany_IsInOnce()
    {
        var (email, _, codes) = await AddAsync();

        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RecoverAsync(email, codes[0])));

        Assert.Single(told, a => a.Status == HttpStatusCode.OK);
    }

    private async Task<(string Email, SecondFactorKey Key, IReadOnlyList<string> Codes)> AddAsync()
    {
        var email = await Accounts.AddAsync(app);
        var (key, codes) = await SecondFactorKey.AddAsync(app.Services, email);
        return (email, key, codes);
    }

    private Task<ApiCaller.Answer> LoginAsync(string email, string? code = null) =>
        app.NewCaller().PostAsync("/api/auth/login", new { email, password = Accounts.Password, twoFactorCode = code });

    private Task<ApiCaller.Answer> RecoverAsync(string email, string code) =>
        app.NewCaller().PostAsync("/api/auth/login", new { email, password = Accounts.Password, twoFactorRecoveryCode = code });

    private List<string> WrongFor(SecondFactorKey key)
    {
        var right = Enumerable.Range(-2, 5).Select(i => key.CodeAt(app.Time.GetUtcNow() + (i * HalfMinute))).ToHashSet();
        return [.. Enumerable.Range(0, 40).Select(i => $"{i * 7919:D6}").Where(code => !right.Contains(code))];
    }
}
