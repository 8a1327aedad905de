using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class EndedConversationsTests(PostgresFixture postgres, SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndAsync_SessionsOnTwoNodes_AreToldAndEndWithinFiveSeconds()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var here = await ChatNode.StartAsync(database);
        await using var there = await ChatNode.StartAsync(database);
        var (couple, others) = (await Couple.JoinAsync(here, Ct), await Couple.JoinAsync(here, Ct));
        await there.Get<EndedConversations>().StartAsync(Ct);
        await using var nora = await here.FollowAsync(couple.A, 0, Ct);
        await using var sami = await there.FollowAsync(couple.B, 0, Ct);
        await using var neighbour = await there.FollowAsync(others.A, 0, Ct);
        var since = TimeProvider.System.GetTimestamp();

        var fault = await here.Get<RelationshipService>().EndAsync(couple.A, Ct);
        await nora.WaitForAsync(HasEnded, Ct);
        await sami.WaitForAsync(HasEnded, Ct);

        Assert.Equal(RelationshipFault.None, fault);
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(neighbour.Events, e => e is ConversationEnded);
        await there.Get<EndedConversations>().StopAsync(Ct);
    }

    [Fact]
    public async Task EndAsync_InNoRelationship_IsNotFound()
    {
        var node = shared.Node;

        Assert.Equal(RelationshipFault.NotFound, await node.Get<RelationshipService>().EndAsync(await Couple.AddUserAsync(node, Ct), Ct));
    }

    [Fact]
    public async Task SendAsync_RacingTheEnd_IsStoredBeforeItOrRefused()
    {
        var node = shared.Node;
        for (var round = 0; round < 20; round++)
        {
            var couple = await Couple.JoinAsync(node, Ct);
            var visit = await node.VisitAsync(couple.A, Ct);

            var sends = Enumerable.Range(0, 10).Select(i => node.Chat.SendAsync(visit.Participant, new SendMessage($"{i}", null), Ct)).ToList();
            var ended = await node.Get<RelationshipStore>().EndAsync(couple.B, Ct);
            var storedByThen = (await node.Messages.GetPageFromAsync(couple.ConversationId, 1, 500, Ct)).Messages.Count;
            sends.Add(node.Chat.SendAsync(visit.Participant, new SendMessage("too late", null), Ct));
            var results = await Task.WhenAll(sends);

            Assert.NotNull(ended);
            Assert.All(results, r => Assert.True(r.Value is not null || r.Error == ChatError.Ended, $"{r.Error}"));
            Assert.Equal(ChatError.Ended, results[^1].Error);
            Assert.Equal(storedByThen, results.Count(r => r.Value is not null));
            Assert.Equal(storedByThen, (await node.Messages.GetPageFromAsync(couple.ConversationId, 1, 500, Ct)).Messages.Count);
            await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
        }
    }

    [Fact]
    public async Task Watch_DatabaseAway_IsLoggedOnceAndToldWhenItIsBack()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var here = await ChatNode.StartAsync(database);
        await using var there = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(here, Ct);
        using var told = there.Bus.Subscribe(couple.ConversationId);
        var (time, log) = (new FakeTimeProvider(), new WatchLog());
        using var watch = new EndedConversations(there.Get<ConversationStore>(), there.Bus, time, log);
        await watch.StartAsync(Ct);

        proxy.Cut();
        await here.Get<RelationshipStore>().EndAsync(couple.A, Ct);
        await HoldsAsTimePassesAsync(() => log.Count > 0);
        proxy.Heal();
        await HoldsAsTimePassesAsync(() => told.Events.Count > 0);

        Assert.IsType<ConversationEnded>(await told.Events.ReadAsync(Ct));
        Assert.Equal(1, log.Count);
        await watch.StopAsync(Ct);

        Task HoldsAsTimePassesAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return condition();
        }, Ct);
    }

    private static bool HasEnded(IReadOnlyList<ConversationEvent> events) => events.Any(e => e is ConversationEnded);

    private sealed class WatchLog : ILogger<EndedConversations>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref _count);
    }
}
