using System.Net;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

public sealed class SignInAttemptsTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::")]
    public void NetworkOf_Address_IsWhatOneSubscriberHas(string address, string expected)
    {
        Assert.Equal(IPAddress.Parse(expected), SignInAttempts.NetworkOf(IPAddress.Parse(address)));
    }

    [Fact]
    public async Task Api_OneAttemptTooMany_SaysWhenBeforeItReadsTheBody()
    {
        await using var app = new PagesApp(postgres) { SignInsPerMinute = 2 };
        await app.InitializeAsync();
        var caller = app.NewCaller();
        await caller.PostAsync("/api/auth/login", new { email = "nobody@example.org", password = "x" });
        await caller.PostAsync("/api/auth/register", new { email = "nobody", password = "x" });

        var answers = new[] { await caller.PostAsync("/api/auth/login"), await caller.PostAsync("/api/auth/register"), await caller.PostAsync("/api/auth/refresh") };

        Assert.All(answers, a =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, a.Status);
            Assert.InRange(a.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        });
    }

    [Theory]
    [InlineData("/account/login", "login")]
    [InlineData("/account/register", "registration")]
    public async Task Page_OneAttemptTooMany_SaysWhenAndKeepsWhatWasTyped(string path, string form)
    {
        await using var app = new PagesApp(postgres) { SignInsPerMinute = 1 };
        await app.InitializeAsync();
        await app.NewCaller().PostAsync("/api/auth/login", new { email = "nobody@example.org", password = "x" });

        var answer = await app.NewBrowser().SubmitAsync(path, form, ("Input.Name", "Nora"), ("Input.Email", "nora@example.org"), ("Input.Password", Accounts.Password));
        var page = await Browser.TextOf(answer);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Matches("Too many attempts. Try again in [0-9]+ seconds?.", page);
        Assert.Contains("value=\"nora@example.org\"", page, StringComparison.Ordinal);
    }
}
