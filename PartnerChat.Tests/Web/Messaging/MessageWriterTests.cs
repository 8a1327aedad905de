using Npgsql;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class MessageWriterTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_OneOfABatchIsRefused_ItsNeighboursAreStoredInOrder()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var partner = await node.FollowAsync(couple.B, 0, Ct);
        await using var held = await HeldConversation.HoldAsync(node, couple, Ct);

        var before = Enumerable.Range(0, 5).Select(i => node.Writer.SendAsync(couple.From(PartnerSide.A, $"{i}"))).ToList();
        var refused = node.Writer.SendAsync(couple.From(PartnerSide.A, "NUL \0 in it"));
        var after = Enumerable.Range(5, 5).Select(i => node.Writer.SendAsync(couple.From(PartnerSide.A, $"{i}"))).ToList();
        await held.ReleaseAsync();

        Assert.Null((await refused).Message);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), (await Task.WhenAll(before.Concat(after))).Select(o => o.Message!.Seq));
        await partner.WaitForSentAsync(10, Ct);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), partner.SentSeqs);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task SendAsync_RefusedAndTheStoreCannotBeRead_TheLaneGoesOn()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);

        await node.ExecuteAsync("ALTER TABLE partner_messages RENAME COLUMN deleted_at TO away", Ct);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Writer.SendAsync(couple.From(PartnerSide.A, "NUL \0 in it")).WaitAsync(TimeSpan.FromSeconds(10), Ct));
        await node.ExecuteAsync("ALTER TABLE partner_messages RENAME COLUMN away TO deleted_at", Ct);

        Assert.True((await node.Writer.SendAsync(couple.From(PartnerSide.A, "after")).WaitAsync(TimeSpan.FromSeconds(10), Ct)).IsNew);
    }

    [Fact]
    public async Task StopAsync_MessagesAndReceiptsWait_AreWritten()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 600, Ct);
        await using var held = await HeldConversation.HoldAsync(node, couple, Ct);
        var sends = Enumerable.Range(0, 20).Select(i => node.Writer.SendAsync(couple.From(PartnerSide.A, $"{i}"))).ToList();
        var receipt = node.Writer.MarkAsync(couple.Read(PartnerSide.A, 600));

        var stopping = node.Writer.StopAsync(Ct);
        await held.ReleaseAsync();
        await stopping;

        Assert.All(await Task.WhenAll(sends), outcome => Assert.True(outcome.IsNew));
        await receipt;
        Assert.Equal(600, (await node.VisitAsync(couple.B, Ct)).Membership.Position);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Writer.SendAsync(couple.From(PartnerSide.A, "too late")));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task StopAsync_DatabaseDoesNotAnswerInTime_NobodyWaitsForEver()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 3, Ct);
        await using var held = await HeldConversation.HoldAsync(node, couple, Ct);
        var inFlight = node.Writer.SendAsync(couple.From(PartnerSide.A, "in flight"));
        await held.WhenAwaitedAsync(Ct);
        var waiting = node.Writer.SendAsync(couple.From(PartnerSide.A, "waiting"));
        var receipt = node.Writer.MarkAsync(couple.Delivered(PartnerSide.A, 0, 1));
        var apart = node.Writer.MarkAsync(couple.Delivered(PartnerSide.A, 2, 3));

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await node.Writer.StopAsync(patience.Token);

        foreach (var task in new[] { inFlight, waiting, receipt, apart })
            await Assert.ThrowsAsync<StoreUnavailableException>(() => task.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    [Fact]
    public async Task MarkAsync_MoreThanOneTransactionTakes_AllAreMarkedAndTold()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 1_200, Ct);
        await using var sender = await node.FollowAsync(couple.A, 1_200, Ct);

        await node.Writer.MarkAsync(couple.Delivered(PartnerSide.A, 50, 1_200)).WaitAsync(TimeSpan.FromSeconds(20), Ct);

        await sender.WaitForAsync(_ => sender.Session.Cursor == 2_350, Ct);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task SendAsync_ManyWait_TravelTogether()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var held = await HeldConversation.HoldAsync(node, couple, Ct);
        var first = node.Writer.SendAsync(couple.From(PartnerSide.A, "first"));
        await held.WhenAwaitedAsync(Ct);
        var rest = Enumerable.Range(0, 100).Select(i => node.Writer.SendAsync(couple.From(PartnerSide.A, $"{i}"))).ToList();

        await held.ReleaseAsync();
        await Task.WhenAll([first, .. rest]);

        await using var commits = node.Database.CreateCommand("SELECT count(DISTINCT xmin::text) FROM partner_messages");
        Assert.Equal(2L, await commits.ExecuteScalarAsync(Ct));
    }
}
