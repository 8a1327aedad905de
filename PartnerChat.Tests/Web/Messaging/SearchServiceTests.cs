using Npgsql;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class SearchServiceTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_TooOften_SaysHowLongToWait()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, limit: l => (l.SearchBurst, l.SearchesPerSecond) = (2, 1));
        var couple = await Couple.JoinAsync(node, Ct);
        var (nora, sami) = ((await node.VisitAsync(couple.A, Ct)).Participant, (await node.VisitAsync(couple.B, Ct)).Participant);
        var search = node.Get<SearchService>();

        var answers = new List<ChatResult<SearchPage>>();
        for (var i = 0; i < 3; i++) answers.Add(await search.SearchAsync(nora, "x", null, 20, Ct));
        var ofTheOther = await search.SearchAsync(sami, "x", null, 20, Ct);

        Assert.Equal([null, null, ChatError.RateLimited], answers.Select(a => a.Error));
        Assert.True(answers[2].RetryAfter > TimeSpan.Zero);
        Assert.Null(ofTheOther.Error);
    }

    [Fact]
    public async Task SearchAsync_AfterTheEnd_FindsForThirtyDays()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.B, "quinces")), Ct);
        await node.Get<RelationshipService>().EndAsync(couple.A, Ct);
        var search = node.Get<SearchService>();

        var soon = await search.SearchAsync(couple.A, couple.ConversationId, "quin", null, 20, Ct);
        await node.ExecuteAsync("UPDATE relationship_members SET left_at = now() - interval '31 days'", Ct);
        var late = await search.SearchAsync(couple.A, couple.ConversationId, "quin", null, 20, Ct);

        Assert.Equal("quin", Assert.Single(soon.Value!.Hits) is var hit ? hit.Message.Content[hit.Places[0]] : null);
        Assert.Equal(ChatError.NotFound, late.Error);
    }

    [Fact]
    public async Task SearchAsync_DatabaseAway_SaysSo()
    {
        var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var nora = (await node.VisitAsync(couple.A, Ct)).Participant;
        await database.DisposeAsync();
        NpgsqlConnection.ClearAllPools();

        var answer = await node.Get<SearchService>().SearchAsync(nora, "x", null, 20, Ct);

        Assert.Equal(ChatError.Unavailable, answer.Error);
    }
}
