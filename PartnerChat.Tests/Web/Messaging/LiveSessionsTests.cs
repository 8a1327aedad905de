using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class LiveSessionsTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 3, 4, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenSession_FiftyComeAndGo_NobodyIsLeft()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        var visits = new[] { await node.VisitAsync(couple.A, Ct), await node.VisitAsync(couple.B, Ct) };
        var presence = node.Get<Presence>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 50), Ct, async (i, _) =>
        {
            await using var log = new SessionLog(node.Chat.OpenSession(visits[i % 2], 0));
            await log.WaitForAsync(events => events.Count > 0, Ct);
            Assert.True(presence.IsOnline(couple.ConversationId, (PartnerSide)(i % 2)));
        });
        _time.Advance(Grace);

        Assert.Equal(0, node.Bus.SubscriptionCount);
        Assert.False(presence.IsOnline(couple.ConversationId, PartnerSide.A));
        Assert.False(presence.IsOnline(couple.ConversationId, PartnerSide.B));
    }

    [Fact]
    public async Task DisposeAsync_LastSession_PartnerIsToldAfterTheGrace()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var log = await node.FollowAsync(couple.A, 0, Ct);
        await (await node.FollowAsync(couple.B, 0, Ct)).DisposeAsync();

        _time.Advance(Grace - TimeSpan.FromMilliseconds(1));
        var inTime = OfPartner(log);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await log.WaitForAsync(_ => OfPartner(log) is "online offline" or "offline online offline", Ct);

        Assert.DoesNotContain("online offline", inTime, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSession_WithinTheGrace_TellsNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        var visit = await node.VisitAsync(couple.B, Ct);
        using var partner = node.Bus.Subscribe(couple.ConversationId);
        var leaving = node.Chat.OpenSession(visit, 0);
        await leaving.DisposeAsync();
        _time.Advance(Grace / 2);

        await using var back = node.Chat.OpenSession(visit, 0);
        _time.Advance(Grace * 2);

        Assert.True(partner.Events.TryRead(out var told));
        Assert.Equal(new PresenceChanged(couple.ConversationId, PartnerSide.B, true, _time.Start.AddSeconds(-_time.Start.Second).AddMinutes(-3)), told);
        Assert.False(partner.Events.TryRead(out _));
    }

    private static string OfPartner(SessionLog log) =>
        string.Join(' ', log.Events.OfType<PresenceChanged>().Where(p => p.Partner == PartnerSide.B).Select(p => p.IsOnline ? "online" : "offline"));
}
