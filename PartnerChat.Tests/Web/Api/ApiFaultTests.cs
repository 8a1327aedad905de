using System.Globalization;
using System.Net;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Api;

/// <summary>What breaks, is away, or is asked too often. Each test has an app of its own.</summary>
public sealed class ApiFaultTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unhandled_Exception_TellsNothing()
    {
        await using var server = await StartAsync();
        using var couple = await ApiCouple.JoinAsync(server);
        await using (var command = server.Get<ChatDataSources>().Owner.CreateCommand("ALTER TABLE relationship_members RENAME TO gone")) await command.ExecuteNonQueryAsync(Ct);

        var answer = await couple.A.GetAsync("/api/relationships/current");

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Database_Away_IsUnavailableForAMoment()
    {
        await using var server = new ChatServer(postgres);
        TcpProxy? proxy = null;
        server.Route = direct =>
        {
            proxy = TcpProxy.Before(direct, out var through);
            return through;
        };
        await server.InitializeAsync();
        using var couple = await ApiCouple.JoinAsync(server);
        var message = await couple.SayAsync("before");

        proxy!.Cut();
        ApiAnswer[] answers =
        [
            await couple.A.GetAsync("/api/relationships/current"),
            await couple.A.GetAsync($"/api/partner-messages/conversation?relationship_id={couple.RelationshipId}"),
            await couple.ReadAsync(couple.A),
            await couple.ReadChangesAsync(couple.A, 0),
            await couple.B.PatchAsync($"/api/partner-messages/messages/{message}/read"),
            await couple.A.PostAsync("/api/partner-messages/send", new { conversation_id = couple.ConversationId, sender_id = "partner_a", content = "away" }),
            await couple.A.PostAsync("/api/relationships/accept", new { invite_code = InviteCode.New(), display_name = "Nora" }),
        ];
        await proxy.DisposeAsync();

        Assert.All(answers, answer =>
        {
            ApiProblemTests.AssertProblem(answer, HttpStatusCode.ServiceUnavailable);
            Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
        });
    }

    [Fact]
    public async Task Calls_FasterThanTheLimit_AreToldToWait()
    {
        await using var server = await StartAsync((nameof(LimitOptions.RequestsPerSecond), 1));
        using var client = await ApiClient.SignInAsync(server, await server.NewAccountAsync());
        using var other = await ApiClient.SignInAsync(server, await server.NewAccountAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.GetAsync("/api/relationships/current")));
        var refused = answers.Where(a => a.Status == HttpStatusCode.TooManyRequests).ToList();

        Assert.NotEmpty(refused);
        Assert.All(refused, AssertWaits);
        ApiProblemTests.AssertProblem(await other.GetAsync("/api/relationships/current"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Messages_FasterThanTheLimit_AreToldToWait()
    {
        await using var server = await StartAsync((nameof(LimitOptions.MessageBurst), 2), (nameof(LimitOptions.MessagesPerSecond), 1));
        using var couple = await ApiCouple.JoinAsync(server);
        var body = new { conversation_id = couple.ConversationId, sender_id = "partner_a", content = "fast" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => couple.A.PostAsync("/api/partner-messages/send", body)));
        var refused = answers.Where(a => a.Status == HttpStatusCode.TooManyRequests).ToList();

        Assert.NotEmpty(refused);
        Assert.All(refused, AssertWaits);
    }

    private static void AssertWaits(ApiAnswer answer)
    {
        ApiProblemTests.AssertProblem(answer, HttpStatusCode.TooManyRequests);
        Assert.InRange(int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 10);
    }

    private async Task<ChatServer> StartAsync(params (string Limit, int Value)[] limits)
    {
        var server = new ChatServer(postgres);
        foreach (var (limit, value) in limits) server.Limits[limit] = value;
        await server.InitializeAsync();
        return server;
    }
}
