using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>The contract's "Cursor".</summary>
public sealed class ChangesTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Changes 1 to 4 make the messages 1 to 4; 5 and 6 deliver 1 and 2; 7 makes message 5; 8 reads message 1.
    [Theory]
    [InlineData(0, 50, "+1@1 +2@2 +3@3 +4@4 +5@7", false)]
    [InlineData(0, 2, "+1@1 +2@2", true)]
    [InlineData(2, 50, "+3@3 +4@4 2@6 +5@7 1@8", false)]
    [InlineData(2, 2, "+3@3 +4@4", true)]
    [InlineData(4, 1, "2@6", true)]
    [InlineData(4, 3, "2@6 +5@7 1@8", false)]
    [InlineData(6, 50, "+5@7 1@8", false)]
    [InlineData(7, 50, "1@8", false)]
    [InlineData(8, 50, "", false)]
    [InlineData(99, 50, "", false)]
    public async Task GetChangesAsync_AfterACursor_NewStandAtTheirMakingOlderAtTheirLastChange(long after, int limit, string expected, bool hasMore)
    {
        var node = shared.Node;
        var couple = await WriteEightChangesAsync(node);

        var page = await node.Pages.GetChangesAsync(couple.ConversationId, after, limit, Ct);

        Assert.Equal(expected, Told(page));
        Assert.Equal(hasMore, page.HasMore);
        Assert.Equal(page.Changes.Count == 0 ? after : page.Changes[^1].Cursor, page.Cursor);
    }

    // As above. What a reader who came with 0 hears on a later page of what was told to them before.
    [Theory]
    [InlineData(2, 0, 8, "+3@3 +4@4 +5@7", 8)]
    [InlineData(7, 0, 8, "", 8)]
    [InlineData(2, 0, 7, "+3@3 +4@4 +5@7 1@8", 8)]
    [InlineData(2, 1, 8, "+3@3 +4@4 +5@7 1@8", 8)]
    public async Task GetChangesAsync_LaterPageOfACatchUp_TellsAgainOnlyWhatChangedSinceTheFirst(long after, long since, long asOf, string expected, long cursor)
    {
        var node = shared.Node;
        var couple = await WriteEightChangesAsync(node);

        var page = await node.Pages.GetChangesAsync(couple.ConversationId, new CatchUp(after, since, asOf), 50, Ct);

        Assert.Equal(expected, Told(page));
        Assert.Equal(cursor, page.Cursor);
    }

    [Fact]
    public async Task GetChangesAsync_NewMessageThatChangedSince_IsAsItIsNow()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 1, Ct);
        await node.Store.WriteAsync(Couple.Batch(couple.Read(PartnerSide.A, 1)), Ct);

        var page = await node.Pages.GetChangesAsync(couple.ConversationId, 0, 50, Ct);

        Assert.Equal((1, MessageStatus.Read), (page.Changes.Single().Cursor, page.Changes.Single().Message.Status));
    }

    [Fact]
    public async Task GetChangesAsync_ManyReadersWithRandomLimits_EachEndsWithTheTable()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var random = new Random(7);
        var readers = Enumerable.Range(0, 4).Select(_ => new Replica()).ToArray();

        for (var step = 0; step < Campaign.Count(2_000); step++)
        {
            await ChangeSomethingAsync(node, couple, random);
            foreach (var reader in random.GetItems(readers, 2)) await PollAsync(node, couple, reader, random.Next(1, 12));
        }

        var history = await AllAsync(node, couple);
        foreach (var reader in readers)
        {
            while (await PollAsync(node, couple, reader, random.Next(1, 12)) is not 0) Ct.ThrowIfCancellationRequested();
            Assert.Equal(history, reader.Messages);
        }

        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    private static async Task<Couple> WriteEightChangesAsync(ChatNode node)
    {
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 4, Ct);
        await node.Store.WriteAsync(Couple.Batch(couple.Delivered(PartnerSide.A, 0, 2)), Ct);
        await couple.WriteAsync(node, 1, Ct);
        await node.Store.WriteAsync(Couple.Batch(couple.Read(PartnerSide.A, 1)), Ct);
        return couple;
    }

    private static string Told(ChangePage page) => string.Join(' ', page.Changes.Select(c => $"{(c.IsNew ? "+" : "")}{c.Message.Seq}@{c.Cursor}"));

    private static async Task ChangeSomethingAsync(ChatNode node, Couple couple, Random random)
    {
        var sender = (PartnerSide)random.Next(2);
        var end = (int)(await node.VisitAsync(couple.A, Ct)).Membership.LastSeq;
        var from = random.Next(end + 1);
        switch (random.Next(4))
        {
            case 0: await node.Store.WriteAsync(Couple.Batch(couple.Read(sender, from)), Ct); break;
            case 1: await node.Store.WriteAsync(Couple.Batch(couple.Delivered(sender, from, from + random.Next(5))), Ct); break;
            case 2: await EditAsync(node, couple, from); break;
            default:
                var messages = Enumerable.Range(0, random.Next(1, 6)).Select(i => couple.From((PartnerSide)random.Next(2), $"{end + i}"));
                await node.Store.WriteAsync(new MessageBatch([.. messages], []), Ct);
                break;
        }
    }

    // What an edit does to the tables.
    private static async Task EditAsync(ChatNode node, Couple couple, int seq)
    {
        await node.ExecuteAsync("""
            WITH c AS (
                UPDATE partner_conversations SET last_change_seq = last_change_seq + 1 WHERE id = $1
                    AND EXISTS (SELECT FROM partner_messages WHERE conversation_id = $1 AND seq = $2) RETURNING last_change_seq),
            m AS (
                UPDATE partner_messages SET edited_at = now(), content = content || '.', change_seq = (SELECT last_change_seq FROM c)
                WHERE conversation_id = $1 AND seq = $2 RETURNING seq)
            INSERT INTO message_changes (conversation_id, change_seq, seq, made) SELECT $1, last_change_seq, $2, false FROM c, m
            """, Ct, couple.ConversationId, (long)seq);
        await node.ExecuteAsync(
            "UPDATE partner_conversations c SET last_message_preview = left(m.content, 100) FROM partner_messages m WHERE c.id = $1 AND m.conversation_id = $1 AND m.seq = c.last_seq", Ct, couple.ConversationId);
    }

    private static async Task<int> PollAsync(ChatNode node, Couple couple, Replica reader, int limit)
    {
        var page = await node.Pages.GetChangesAsync(couple.ConversationId, reader.Cursor, limit, Ct);
        reader.Apply(page);
        return page.Changes.Count;
    }

    private static async Task<IReadOnlyList<MessageRecord>> AllAsync(ChatNode node, Couple couple)
    {
        var all = new List<MessageRecord>();
        for (var page = new MessagePage([], true); page.HasMore; all.AddRange(page.Messages))
            page = await node.Messages.GetPageFromAsync(couple.ConversationId, all.Count + 1, 100, Ct);
        return all;
    }
}
