using System.Diagnostics;
using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Security;

/// <summary>Two nodes on one database: what ends on one has ended on the other.</summary>
public sealed class TwoNodesSessionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task SignOut_OnOneNode_IsRefusedOnTheOtherWithinFiveSeconds()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = "";
        await using var first = new ChatServer(postgres) { Route = direct => database = direct };
        await first.InitializeAsync();
        var account = await first.NewAccountAsync();
        await using var second = new ChatServer(postgres) { Route = _ => database };
        await second.InitializeAsync();
        using var here = new HttpClient { BaseAddress = new Uri(first.BaseUrl) };
        using var there = new HttpClient { BaseAddress = new Uri(second.BaseUrl) };
        var caller = await new ApiCaller(here).SignInAsync(account.Email);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(there, caller.AccessToken));

        await caller.PostAsync("/api/auth/logout");
        var since = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(async () => await StatusAsync(there, caller.AccessToken) == HttpStatusCode.Unauthorized, ct);

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/manage/info") { Headers = { { "Authorization", $"Bearer {token}" } } };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
