using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>One bucket a user, whichever door they send through. A token a second, so that none comes back while a test takes all.</summary>
public sealed class SendLimitTests(PostgresFixture postgres)
{
    private const int Burst = 30;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_FortyAtOnce_StoresTheBurst()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var visit = await node.VisitAsync(couple.A, Ct);

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => node.Chat.SendAsync(visit.Participant, Message(i), Ct), Ct)));

        var refused = results.Where(r => r.Value is null).ToList();
        Assert.Equal(10, refused.Count);
        Assert.All(refused, r => Assert.True(r is { Error: ChatError.RateLimited, RetryAfter: { } wait } && wait > TimeSpan.Zero));
        Assert.Equal(Burst, (await node.Messages.GetPageFromAsync(couple.ConversationId, 1, 500, Ct)).Messages.Count);
    }

    [Fact]
    public async Task SendAsync_ThroughThreeDoors_SharesOneBucket()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var one = await node.FollowAsync(couple.A, 0, Ct);
        await using var two = await node.FollowAsync(couple.A, 0, Ct);

        var results = await Task.WhenAll(Enumerable.Range(0, 15).SelectMany(i => new[]
        {
            one.Session.SendAsync(Message(i), Ct),
            two.Session.SendAsync(Message(i), Ct),
            node.Chat.SendAsync(couple.A, couple.ConversationId, PartnerSide.A, Message(i), Ct),
        }));

        Assert.All(results.Take(Burst), r => Assert.NotNull(r.Value));
        Assert.All(results.Skip(Burst), r => Assert.Equal(ChatError.RateLimited, r.Error));
    }

    [Fact]
    public async Task SendAsync_DatabaseAway_CostsNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through, limit: limits => (limits.MessageBurst, limits.MessagesPerSecond) = (1, 1));
        var couple = await Couple.JoinAsync(node, Ct);
        var visit = await node.VisitAsync(couple.A, Ct);
        proxy.Cut();

        var away = new[] { await node.Chat.SendAsync(visit.Participant, Message(1), Ct), await node.Chat.SendAsync(visit.Participant, Message(2), Ct) };

        Assert.All(away, answer => Assert.Equal(ChatError.Unavailable, answer.Error));
    }

    [Fact]
    public async Task SendAsync_HundredRepeats_CostNothingWithTokensAndWithout()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var visit = await node.VisitAsync(couple.A, Ct);
        var repeated = new SendMessage("again and again", Guid.NewGuid());
        var first = (await node.Chat.SendAsync(visit.Participant, repeated, Ct)).Value!.Message;

        var withTokens = await RepeatAsync();
        var others = await Task.WhenAll(Enumerable.Range(1, Burst + 10).Select(i => node.Chat.SendAsync(visit.Participant, Message(i), Ct)));
        var without = await RepeatAsync();

        // The one of the first may have come back by then.
        Assert.InRange(others.Count(r => r.Value is not null), Burst - 1, Burst);
        Assert.All(withTokens.Concat(without), r => Assert.Equal((first, true), (r.Value?.Message, r.Value?.IsRepeat)));

        async Task<ChatResult<SentMessage>[]> RepeatAsync() => await Task.WhenAll(Enumerable.Range(0, 50).SelectMany(_ => new[]
        {
            node.Chat.SendAsync(visit.Participant, repeated, Ct),
            node.Chat.SendAsync(couple.A, couple.ConversationId, PartnerSide.A, repeated, Ct),
        }));
    }

    [Fact]
    public async Task SendAsync_OnePartnerIsLimited_TheOtherIsNot()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var (nora, sami) = (await node.VisitAsync(couple.A, Ct), await node.VisitAsync(couple.B, Ct));
        await Task.WhenAll(Enumerable.Range(0, Burst).Select(i => node.Chat.SendAsync(nora.Participant, Message(i), Ct)));

        var (hers, his) = (await node.Chat.SendAsync(nora.Participant, Message(0), Ct), await node.Chat.SendAsync(sami.Participant, Message(0), Ct));

        Assert.Equal((ChatError.RateLimited, null), (hers.Error, his.Error));
    }

    private static SendMessage Message(int number) => new($"{number}", null);

    private static Task<ChatNode> StartAsync(TestDatabase database) =>
        ChatNode.StartAsync(database, limit: limits => (limits.MessageBurst, limits.MessagesPerSecond) = (Burst, 1));
}
