using Npgsql;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

public sealed class ReceiptWriteTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_DeliveredRange_MarksThatRangeOfThatSenderOnly()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 5, Ct);
        await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.B, "6")), Ct);

        var outcome = await node.Store.WriteAsync(Couple.Batch(couple.Delivered(PartnerSide.A, 2, 6)), Ct);

        Assert.Equal([(3, 7), (4, 8), (5, 9)], outcome.Receipts.Select(r => (r.Seq, r.Cursor)));
        Assert.Equal("sent sent delivered delivered delivered sent", await StatusesAsync(node, couple));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_DeliveredRangeTouchesTheMark_MovesIt()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 5, Ct);

        await node.Store.WriteAsync(Couple.Batch(couple.Delivered(PartnerSide.A, 3, 4)), Ct);
        var apart = (await ConversationAsync(node, couple)).PartnerADeliveredSeq;
        await node.Store.WriteAsync(Couple.Batch(couple.Delivered(PartnerSide.A, 0, 3)), Ct);
        var touching = (await ConversationAsync(node, couple)).PartnerADeliveredSeq;

        Assert.Equal((0, 3), (apart, touching));
        Assert.Equal("delivered delivered delivered delivered sent", await StatusesAsync(node, couple));
    }

    [Fact]
    public async Task WriteAsync_Read_ImpliesDeliveredAndKeepsAnEarlierDelivery()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 3, Ct);
        var delivered = await node.Store.WriteAsync(Couple.Batch(couple.Delivered(PartnerSide.A, 0, 1)), Ct);

        var read = await node.Store.WriteAsync(Couple.Batch(couple.Read(PartnerSide.A, 2)), Ct);

        Assert.Equal([delivered.Receipts[0].DeliveredAt, read.Receipts[1].ReadAt!.Value], read.Receipts.Select(r => r.DeliveredAt));
        Assert.Equal("read read sent", await StatusesAsync(node, couple));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_ReceiptAgain_ChangesNothingAtAll()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 3, Ct);
        var receipt = couple.Delivered(PartnerSide.A, 0, 3) with { ReadTo = 2, Position = 2 };
        await node.Store.WriteAsync(Couple.Batch(receipt), Ct);
        var before = await SnapshotAsync(node, couple);

        var again = await node.Store.WriteAsync(Couple.Batch(receipt), Ct);

        Assert.Empty(again.Receipts);
        Assert.Equal(before, await SnapshotAsync(node, couple));
    }

    [Fact]
    public async Task WriteAsync_BoundsBeyondTheEnd_AreCut()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 2, Ct);
        var beyond = new ReceiptRange(couple.ConversationId, PartnerSide.A, 0, 1_000, 1_000, 1_000);

        var outcome = await node.Store.WriteAsync(Couple.Batch(beyond), Ct);
        var later = await couple.WriteAsync(node, 1, Ct);

        Assert.Empty(outcome.Unfinished);
        Assert.Equal(MessageStatus.Sent, later[0].Status);
        var conversation = await ConversationAsync(node, couple);
        Assert.Equal((2, 2, 2), (conversation.PartnerADeliveredSeq, conversation.PartnerAReadSeq, conversation.PartnerBPosition));
        Assert.Equal("read read sent", await StatusesAsync(node, couple));
    }

    [Fact]
    public async Task WriteAsync_PositionAlone_IsKeptForTheReaderAndToldToNobody()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 3, Ct);

        var outcome = await node.Store.WriteAsync(Couple.Batch(new ReceiptRange(couple.ConversationId, PartnerSide.A, 0, 0, 0, 2)), Ct);
        await node.Store.WriteAsync(Couple.Batch(new ReceiptRange(couple.ConversationId, PartnerSide.A, 0, 0, 0, 1)), Ct);

        Assert.Empty(outcome.Receipts);
        Assert.Equal(2, (await node.VisitAsync(couple.B, Ct)).Membership.Position);
        Assert.Equal(0, (await node.VisitAsync(couple.A, Ct)).Membership.Position);
        Assert.Equal("sent sent sent", await StatusesAsync(node, couple));
    }

    [Fact]
    public async Task WriteAsync_MoreThanTheCapRead_IsFinishedInSeveralWrites()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 1_200, Ct);

        var counts = await FinishAsync(node, couple.Read(PartnerSide.A, 1_200));

        Assert.Equal([500, 500, 200], counts);
        Assert.Equal(1_200, (await ConversationAsync(node, couple)).PartnerAReadSeq);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_MoreThanTheCapDeliveredAboveTheMark_IsFinishedInSeveralWrites()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 1_200, Ct);

        var counts = await FinishAsync(node, couple.Delivered(PartnerSide.A, 100, 1_200));

        Assert.Equal([500, 500, 100], counts);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Theory]
    [InlineData("read_at = NULL")]
    [InlineData("delivered_at = NULL, read_at = NULL")]
    [InlineData("delivered_at = delivered_at - interval '1 second'")]
    [InlineData("read_at = read_at + interval '1 second'")]
    public async Task Update_ReceiptMovesOrGoesBack_IsRefusedByTheTable(string change)
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 1, Ct);
        await node.Store.WriteAsync(Couple.Batch(couple.Read(PartnerSide.A, 1)), Ct);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => node.ExecuteAsync($"UPDATE partner_messages SET {change}", Ct));

        Assert.Equal("receipt_written_once", refusal.ConstraintName);
    }

    [Theory]
    [InlineData("read_at = now()", "ck_partner_messages_receipts")]
    [InlineData("content = ''", "ck_partner_messages_content")]
    [InlineData("sender_id = 'partner_c'", "ck_partner_messages_sender_id")]
    [InlineData("seq = 0", "ck_partner_messages_numbers")]
    [InlineData("change_seq = 0", "ck_partner_messages_numbers")]
    [InlineData("sentiment_label = 'bored'", "ck_partner_messages_sentiment_label")]
    [InlineData("escalation_risk = 'none'", "ck_partner_messages_escalation_risk")]
    [InlineData("intervention_type = 'shout'", "ck_partner_messages_intervention_type")]
    public async Task Update_ValueOutsideTheRules_IsRefusedByTheTable(string change, string constraint)
    {
        var node = shared.Node;
        await (await Couple.JoinAsync(node, Ct)).WriteAsync(node, 1, Ct);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => node.ExecuteAsync($"UPDATE partner_messages SET {change}", Ct));

        Assert.Equal(constraint, refusal.ConstraintName);
    }

    [Fact]
    public async Task Update_Status_IsTheDatabasesAlone()
    {
        var node = shared.Node;
        await (await Couple.JoinAsync(node, Ct)).WriteAsync(node, 1, Ct);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => node.ExecuteAsync("UPDATE partner_messages SET status = 'read'", Ct));

        Assert.Equal("428C9", refusal.SqlState);
    }

    private static async Task<List<int>> FinishAsync(ChatNode node, ReceiptRange range)
    {
        var counts = new List<int>();
        for (ReceiptRange? left = range; left is not null && counts.Count < 5;)
        {
            var outcome = await node.Store.WriteAsync(Couple.Batch(left), Ct);
            counts.Add(outcome.Receipts.Count);
            left = outcome.Unfinished.SingleOrDefault();
        }

        return counts;
    }

    private static async Task<PartnerConversation> ConversationAsync(ChatNode node, Couple couple)
    {
        await using var db = await node.OpenContextAsync(Ct);
        return (await db.Conversations.FindAsync([couple.ConversationId], Ct))!;
    }

    private static Task<string> StatusesAsync(ChatNode node, Couple couple) =>
        TextAsync(node, couple, "SELECT string_agg(status, ' ' ORDER BY seq) FROM partner_messages WHERE conversation_id = $1");

    private static Task<string> SnapshotAsync(ChatNode node, Couple couple) => TextAsync(node, couple, """
        SELECT (SELECT c::text FROM partner_conversations c WHERE id = $1) || (SELECT string_agg(m::text, ';' ORDER BY seq) FROM partner_messages m WHERE conversation_id = $1)
        """);

    private static async Task<string> TextAsync(ChatNode node, Couple couple, string sql)
    {
        await using var command = node.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = couple.ConversationId });
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }
}
