using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>A deleted message is erased for both, and its place stays.</summary>
public sealed class MessageDeleteTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplyAsync_Delete_ErasesAndIsTheNextChange()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 3, Ct);

        var outcome = await couple.DeleteAsync(node, messages[1], PartnerSide.A, Ct);

        Assert.Equal((true, "", 2L, 4L), (outcome.IsChange, outcome.Message!.Content, outcome.Message.Seq, outcome.Message.ChangeSeq));
        Assert.NotNull(outcome.Message.DeletedAt);
        Assert.Equal(outcome.Message, Assert.Single(await node.Messages.GetByIdsAsync([messages[1].Id], Ct)));
        Assert.Equal([new ChangedMessage(4, false, outcome.Message)], (await node.Pages.GetChangesAsync(couple.ConversationId, 3, 10, Ct)).Changes);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ApplyAsync_Delete_LeavesNothingOfTheTextAnywhere()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var (gone, kept) = ((await couple.WriteAsync(node, 1, Ct))[0], (await couple.WriteAsync(node, 1, Ct))[0]);
        await node.ExecuteAsync("UPDATE partner_messages SET content = 'a secret', original_content = 'a secret', detected_triggers = '[\"a secret\"]', sentiment_label = 'negative'", Ct);
        await node.ExecuteAsync("INSERT INTO message_edits SELECT id, now(), 'a secret' FROM partner_messages", Ct);
        await node.ExecuteAsync("INSERT INTO message_reactions (message_id, partner_id, emoji, at) SELECT id, 'partner_b', 'x', now() FROM partner_messages", Ct);
        await node.ExecuteAsync("UPDATE partner_messages SET reactions = '[]'", Ct);
        await node.ExecuteAsync("INSERT INTO message_stars (message_id, partner_id, at) SELECT id, 'partner_b', now() FROM partner_messages", Ct);

        await couple.DeleteAsync(node, gone, PartnerSide.A, Ct);

        await using var db = await node.OpenContextAsync(Ct);
        var row = await db.Messages.SingleAsync(m => m.Id == gone.Id, Ct);
        Assert.Equal(("", null, "[]", null, null), (row.Content, row.OriginalContent, row.DetectedTriggers, row.SentimentLabel, row.Reactions));
        Assert.Equal([kept.Id], await db.MessageEdits.Select(e => e.MessageId).ToListAsync(Ct));
        Assert.Equal([kept.Id], await db.MessageReactions.Select(e => e.MessageId).ToListAsync(Ct));
        Assert.Equal([kept.Id], await db.MessageStars.Select(e => e.MessageId).ToListAsync(Ct));
        Assert.Equal("a secret", (await db.Messages.SingleAsync(m => m.Id == kept.Id, Ct)).Content);
    }

    [Fact]
    public async Task ApplyAsync_DeleteAgain_ChangesNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];
        var first = await couple.DeleteAsync(node, message, PartnerSide.A, Ct);

        var again = await couple.DeleteAsync(node, message, PartnerSide.A, Ct);

        Assert.Equal(first with { IsChange = false }, again);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ApplyAsync_DeleteOneAfterTheOther_PreviewIsThatOfTheNewestLeft()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 4, Ct);
        var previews = new List<string?>();

        foreach (var seq in new[] { 2, 4, 3, 1 })
        {
            await couple.DeleteAsync(node, messages[seq - 1], PartnerSide.A, Ct);
            await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
            previews.Add((await node.Get<ConversationStore>().FindAsync(couple.ConversationId, Ct))!.LastMessagePreview);
        }

        Assert.Equal(["4", "3", "1", null], previews);
        await couple.WriteAsync(node, 1, Ct);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ApplyAsync_DeleteOfNobodysOwn_IsRefused()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var (ours, theirs) = ((await couple.WriteAsync(node, 1, Ct))[0], (await others.WriteAsync(node, 1, Ct))[0]);

        var byPartner = await couple.DeleteAsync(node, ours, PartnerSide.B, Ct);
        var foreign = await couple.DeleteAsync(node, theirs, PartnerSide.A, Ct);
        await node.ExecuteAsync("UPDATE partner_conversations SET is_active = false", Ct);
        var ended = await couple.DeleteAsync(node, ours, PartnerSide.A, Ct);

        Assert.Equal([ActionRefusal.NotTheirs, ActionRefusal.NotThere, ActionRefusal.Ended], new[] { byPartner, foreign, ended }.Select(o => o.Refusal!.Value));
        Assert.All(new[] { byPartner, foreign, ended }, o => Assert.Null(o.Message));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
        await Soundness.AssertAsync(node.Database, others.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_RepeatOfADeletedMessage_GivesTheTombstone()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var clientId = Guid.NewGuid();
        var made = (await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "once", clientId)), Ct)).Messages[0].Message!;
        var tombstone = (await couple.DeleteAsync(node, made, PartnerSide.A, Ct)).Message;

        var again = await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "once", clientId)), Ct);

        Assert.Equal(new MessageOutcome(tombstone, false), again.Messages[0]);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }
}
