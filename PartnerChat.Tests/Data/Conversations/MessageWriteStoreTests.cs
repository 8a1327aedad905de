using System.Globalization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

public sealed class MessageWriteStoreTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ManyInOneBatch_SeqIsDenseAndSentAtRises()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);

        var stored = await couple.WriteAsync(node, 500, Ct);

        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), stored.Select(m => m.Seq));
        Assert.All(stored.Zip(stored.Skip(1)), pair => Assert.True(pair.First.SentAt < pair.Second.SentAt));
        Assert.Equal(stored, (await node.Messages.GetPageFromAsync(couple.ConversationId, 1, 500, Ct)).Messages);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_ClockIsBehindTheLastMessage_SentAtRisesByAMicrosecond()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var ahead = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await node.ExecuteAsync("UPDATE partner_conversations SET last_sent_at = $1 WHERE id = $2", Ct, ahead, couple.ConversationId);

        var stored = await couple.WriteAsync(node, 2, Ct);

        Assert.Equal([ahead.AddMicroseconds(1), ahead.AddMicroseconds(2)], stored.Select(m => m.SentAt));
    }

    [Fact]
    public async Task WriteAsync_SeveralConversationsInOneBatch_EachCountsForItself()
    {
        var node = shared.Node;
        var couples = new[] { await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct) };
        var messages = Enumerable.Range(0, 30).Select(i => couples[i % 3].From((PartnerSide)(i % 2), $"{i}"));

        var outcome = await node.Store.WriteAsync(new MessageBatch([.. messages], []), Ct);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => (long)(i / 3) + 1), outcome.Messages.Select(m => m.Message!.Seq));
        foreach (var couple in couples) await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_LongContent_PreviewIsItsFirstHundredCodePoints()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);

        await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, string.Concat(Enumerable.Repeat("🌿", 101)))), Ct);

        await using var db = await node.OpenContextAsync(Ct);
        var conversation = (await db.Conversations.FindAsync([couple.ConversationId], Ct))!;
        Assert.Equal(string.Concat(Enumerable.Repeat("🌿", 100)), conversation.LastMessagePreview);
    }

    [Fact]
    public async Task WriteAsync_ReceiptsAndMessagesTogether_ReceiptsAreNumberedFirst()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 2, Ct);

        var outcome = await node.Store.WriteAsync(new MessageBatch([couple.From(PartnerSide.B, "3")], [couple.Read(PartnerSide.A, 2)]), Ct);

        Assert.Equal([3, 4], outcome.Receipts.Select(r => r.Cursor));
        Assert.Equal(5, outcome.Messages[0].Message!.FirstChangeSeq);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_ClientIdAgainInALaterBatch_AnswersTheStoredMessage()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var clientId = Guid.NewGuid();
        var first = await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "first", clientId)), Ct);

        var again = await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "again", clientId), couple.From(PartnerSide.A, "next")), Ct);

        Assert.Equal(new MessageOutcome(first.Messages[0].Message, false), again.Messages[0]);
        Assert.Equal(2, again.Messages[1].Message!.Seq);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_ClientIdTwiceInABatch_MakesOneMessage()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var clientId = Guid.NewGuid();

        var outcome = await node.Store.WriteAsync(
            Couple.Batch(couple.From(PartnerSide.A, "first", clientId), couple.From(PartnerSide.A, "other"), couple.From(PartnerSide.A, "again", clientId)), Ct);

        Assert.Equal([true, true, false], outcome.Messages.Select(m => m.IsNew));
        Assert.Equal(outcome.Messages[0].Message, outcome.Messages[2].Message);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_ClientIdFromTheOtherSide_IsAnotherMessage()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var clientId = Guid.NewGuid();

        var outcome = await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "mine", clientId), couple.From(PartnerSide.B, "yours", clientId)), Ct);

        Assert.Equal([("mine", true), ("yours", true)], outcome.Messages.Select(m => (m.Message!.Content, m.IsNew)));
    }

    [Fact]
    public async Task WriteAsync_NoClientIds_NeverCollide()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);

        var first = await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "same"), couple.From(PartnerSide.A, "same")), Ct);
        var second = await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "same")), Ct);

        Assert.Equal([1, 2, 3], first.Messages.Concat(second.Messages).Select(m => m.Message!.Seq));
    }

    [Fact]
    public async Task WriteAsync_ConversationHasEnded_RefusesTheNewAndAnswersTheRepeat()
    {
        var node = shared.Node;
        var (ended, live) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var clientId = Guid.NewGuid();
        await node.Store.WriteAsync(Couple.Batch(ended.From(PartnerSide.A, "before", clientId)), Ct);
        await node.ExecuteAsync("UPDATE partner_conversations SET is_active = false WHERE id = $1", Ct, ended.ConversationId);

        var outcome = await node.Store.WriteAsync(
            new MessageBatch([ended.From(PartnerSide.A, "after"), ended.From(PartnerSide.A, "before", clientId), live.From(PartnerSide.A, "on")], [ended.Read(PartnerSide.A, 1)]), Ct);

        Assert.Equal([null, "before", "on"], outcome.Messages.Select(m => m.Message?.Content));
        Assert.Empty(outcome.Receipts);
        await Soundness.AssertAsync(node.Database, ended.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_ConversationIsNotThere_RefusesThatMessageAlone()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var nowhere = couple with { ConversationId = Guid.NewGuid() };

        var outcome = await node.Store.WriteAsync(Couple.Batch(nowhere.From(PartnerSide.A, "lost"), couple.From(PartnerSide.A, "kept")), Ct);

        Assert.Equal([null, "kept"], outcome.Messages.Select(m => m.Message?.Content));
    }

    [Theory]
    [InlineData(5_000, null)]
    [InlineData(5_001, "ck_partner_messages_content")]
    [InlineData(0, "ck_partner_messages_content")]
    public async Task WriteAsync_ContentLength_IsCheckedByTheTable(int codePoints, string? constraint)
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var content = string.Concat(Enumerable.Repeat("🌿", codePoints));

        var refusal = await Record.ExceptionAsync(() => node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, content)), Ct));

        Assert.Equal(constraint, (refusal as Npgsql.PostgresException)?.ConstraintName);
    }

    [Fact]
    public async Task WriteAsync_ManyWritersWithSharedConversations_NeverDeadlock()
    {
        var node = shared.Node;
        var couples = new[] { await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct) };

        await Parallel.ForEachAsync(Enumerable.Range(0, Campaign.Count(2_000)), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, async (i, ct) =>
        {
            var random = new Random(i);
            var touched = random.GetItems(couples, 6);
            await node.Store.WriteAsync(new MessageBatch(
                [.. touched.Select(c => c.From(PartnerSide.A, i.ToString(CultureInfo.InvariantCulture)))],
                [.. couples.Select(c => c.Read(PartnerSide.A, random.Next(50)))]), ct);
        });

        foreach (var couple in couples) await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }
}
