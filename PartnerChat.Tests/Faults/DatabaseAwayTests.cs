using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Faults;

/// <summary>The line to the database is cut, or swallows everything, and comes back.</summary>
public sealed class DatabaseAwayTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Swallowed = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendAsync_DatabaseAway_IsUnavailableInTimeAndStoredOnceAfterHealing(bool isBlackhole)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var partner = await node.FollowAsync(couple.B, 0, Ct);
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;
        await node.Chat.SendAsync(by, new SendMessage("before", Guid.NewGuid()), Ct);
        var message = new SendMessage("while away", Guid.NewGuid());

        if (isBlackhole) proxy.Blackhole();
        else proxy.Cut();
        var away = await node.Chat.SendAsync(by, message, Ct).WaitAsync(isBlackhole ? Swallowed : Cut, Ct);
        proxy.Heal();
        var stored = await SendUntilStoredAsync(node, by, message);

        Assert.Equal(ChatError.Unavailable, away.Error);
        Assert.Equal(2, stored.Seq);
        await partner.WaitForSentAsync(2, Ct);
        Assert.Equal(["before", "while away"], partner.Events.OfType<MessageSent>().Select(e => e.Message.Content));
        // Not by the node's pool, in which a connection may be left that the healing reset.
        await using var direct = NpgsqlDataSource.Create(database.ConnectionString);
        await Soundness.AssertAsync(direct, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task GetPageBeforeAsync_DatabaseCut_IsUnavailable()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;

        proxy.Cut();

        Assert.Equal(ChatError.Unavailable, (await node.Chat.GetPageBeforeAsync(by, null, 50, Ct)).Error);
        Assert.Equal(ChatError.Unavailable, (await node.Chat.GetChangesAsync(by, new CatchUp(0, 0, 0), 50, Ct)).Error);
        Assert.Equal(ChatError.Unavailable, (await node.Chat.VisitAsync(couple.A, Ct)).Error);
    }

    [Fact]
    public async Task MarkReadAsync_DatabaseCut_IsStoredAndToldOnceItIsBack()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 3, Ct);
        await using var sender = await node.FollowAsync(couple.A, 3, Ct);
        await sender.WaitForAsync(events => events.Count > 0, Ct);
        var by = (await node.VisitAsync(couple.B, Ct)).Participant;

        proxy.Cut();
        var delivered = node.Chat.MarkDeliveredAsync(by, 0, 3);
        var read = node.Chat.MarkReadAsync(by, 2);
        // A message that fails has seen the receipts fail, or go before it.
        Assert.Equal(ChatError.Unavailable, (await node.Chat.SendAsync(by, new SendMessage("away", null), Ct)).Error);
        proxy.Heal();
        await Task.WhenAll(delivered, read).WaitAsync(TimeSpan.FromSeconds(20), Ct);

        await sender.WaitForAsync(_ => sender.Session.Cursor >= 6, Ct);
        await using var direct = NpgsqlDataSource.Create(database.ConnectionString);
        await using var db = new ChatDbContext(ChatDatabase.OptionsFor(direct));
        Assert.Equal(["read", "read", "delivered"], await db.Messages.OrderBy(m => m.Seq).Select(m => m.Status).ToListAsync(Ct));
        await Soundness.AssertAsync(direct, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ReadEventsAsync_DatabaseCutDuringCatchUp_GoesOnWhereItStopped()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 250, Ct);
        var visit = await node.VisitAsync(couple.B, Ct);
        var taken = 0;

        await using var log = new SessionLog(node.Chat.OpenSession(visit, 0), () =>
        {
            if (++taken == 50) proxy.Cut();
            return Task.CompletedTask;
        });
        await log.WaitForSentAsync(100 - 1, Ct);
        proxy.Heal();
        await log.WaitForSentAsync(250, Ct);

        Assert.Equal(Enumerable.Range(1, 250).Select(i => (long)i), log.SentSeqs);
    }

    private static async Task<MessageRecord> SendUntilStoredAsync(ChatNode node, Participant by, SendMessage message)
    {
        MessageRecord? stored = null;
        await Eventually.HoldsAsync(async () => (stored = (await node.Chat.SendAsync(by, message, Ct)).Value?.Message) is not null, Ct);
        return stored!;
    }
}
