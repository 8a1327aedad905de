using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Faults;

/// <summary>The database committed, and its answer never came.</summary>
public sealed class LostAnswerTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_AnswerIsLost_IsStoredOnceAndThePartnerSeesIt(bool hasClientId)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var partner = await node.FollowAsync(couple.B, 0, Ct);
        await partner.WaitForAsync(events => events.Count > 0, Ct);
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;

        proxy.LoseAnswerTo("the answer to this is lost"u8.ToArray());
        var answer = await node.Chat.SendAsync(by, new SendMessage("the answer to this is lost", hasClientId ? Guid.NewGuid() : null), Ct);

        Assert.True(proxy.HasLostAnswer);
        Assert.Equal(1, answer.Value?.Message.Seq);
        await partner.WaitForSentAsync(1, Ct);
        Assert.Equal([1], partner.SentSeqs);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task MarkReadAsync_AnswerIsLost_SenderIsTold()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 2, Ct);
        await using var sender = await node.FollowAsync(couple.A, 2, Ct);
        await sender.WaitForAsync(events => events.Count > 0, Ct);
        await Eventually.HoldsAsync(async () => (await node.Pages.GetChangesAsync(couple.ConversationId, 2, 1, Ct)).Changes.Count == 0, Ct);
        var by = (await node.VisitAsync(couple.B, Ct)).Participant;

        proxy.LoseAnswerTo(Encoding.UTF8.GetBytes("FOR NO KEY UPDATE"));
        await node.Chat.MarkReadAsync(by, 2).WaitAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.True(proxy.HasLostAnswer);
        await sender.WaitForAsync(_ => sender.Session.Cursor == 4, Ct);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_RefusedRowAndReadersAway_IsUnavailableAndTheLaneLivesOn()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var apart = await ChatNode.StartAsync(through);
        var couple = await Couple.JoinAsync(node, Ct);
        var lane = new LaneStore(node.Store, apart.Messages, NullLogger.Instance);
        var refused = new LaneBatch([new PendingMessage(couple.From(PartnerSide.A, "\0"))], []);

        proxy.Cut();
        var outcome = await lane.WriteAsync(refused, Ct);

        Assert.Null(outcome);
    }
}
