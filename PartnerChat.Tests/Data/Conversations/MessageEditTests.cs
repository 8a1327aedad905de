using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>An edited message says something else, and what it said is kept.</summary>
public sealed class MessageEditTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplyAsync_Edits_KeepTheEarlierTextsInTheirOrder()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];

        await couple.EditAsync(node, message, PartnerSide.A, "second", Ct);
        var outcome = await couple.EditAsync(node, message, PartnerSide.A, "third", Ct);

        Assert.Equal((true, "third", 3L), (outcome.IsChange, outcome.Message!.Content, outcome.Message.ChangeSeq));
        Assert.Equal(outcome.Message, Assert.Single(await node.Messages.GetByIdsAsync([message.Id], Ct)));
        var edits = await node.Get<MessageEditStore>().GetAsync(message.Id, Ct);
        Assert.Equal(["1", "second"], edits.Select(e => e.Content));
        Assert.True(edits[0].ReplacedAt < edits[1].ReplacedAt);
        Assert.Equal(edits[1].ReplacedAt, outcome.Message.EditedAt);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ApplyAsync_Edit_PreviewIsThatOfTheNewest(int edited)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var messages = await couple.WriteAsync(node, 2, Ct);

        await couple.EditAsync(node, messages[edited], PartnerSide.A, string.Concat(Enumerable.Repeat("🙂", 150)), Ct);

        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ApplyAsync_SameText_ChangesNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];
        var first = await couple.EditAsync(node, message, PartnerSide.A, "second", Ct);

        var again = await couple.EditAsync(node, message, PartnerSide.A, "second", Ct);

        Assert.Equal(first with { IsChange = false }, again);
        Assert.Single(await node.Get<MessageEditStore>().GetAsync(message.Id, Ct));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Theory]
    [InlineData("24 hours", ActionRefusal.TooLate)]
    [InlineData("23 hours 59 minutes", null)]
    public async Task ApplyAsync_EditLater_IsRefusedByTheDatabasesClock(string age, ActionRefusal? refusal)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];
        await node.ExecuteAsync($"UPDATE partner_messages SET sent_at = sent_at - interval '{age}'", Ct);
        await node.ExecuteAsync("UPDATE partner_conversations SET (last_message_at, last_sent_at) = (SELECT sent_at, sent_at FROM partner_messages)", Ct);

        var outcome = await couple.EditAsync(node, message, PartnerSide.A, "late", Ct);

        Assert.Equal(refusal, outcome.Refusal);
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ApplyAsync_EditOfNobodysOwn_IsRefused()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var (ours, theirs) = (await couple.WriteAsync(node, 2, Ct), (await others.WriteAsync(node, 1, Ct))[0]);
        await couple.DeleteAsync(node, ours[1], PartnerSide.A, Ct);

        var outcomes = new List<ActionOutcome>
        {
            await couple.EditAsync(node, ours[0], PartnerSide.B, "x", Ct),
            await couple.EditAsync(node, theirs, PartnerSide.A, "x", Ct),
            await couple.EditAsync(node, ours[1], PartnerSide.A, "x", Ct),
        };
        await node.ExecuteAsync("UPDATE partner_conversations SET is_active = false", Ct);
        outcomes.Add(await couple.EditAsync(node, ours[0], PartnerSide.A, "x", Ct));

        Assert.Equal(
            [ActionRefusal.NotTheirs, ActionRefusal.NotThere, ActionRefusal.NotThere, ActionRefusal.Ended], outcomes.Select(o => o.Refusal!.Value));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
        await Soundness.AssertAsync(node.Database, others.ConversationId, Ct);
    }
}
