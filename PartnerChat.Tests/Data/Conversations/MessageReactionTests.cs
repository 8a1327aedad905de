using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>One emoji of each partner on a message.</summary>
public sealed class MessageReactionTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplyAsync_OfBoth_EachHasOneAndTheirOwn()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];

        await couple.PutAsync(node, message, PartnerSide.A, "❤️", Ct);
        await couple.PutAsync(node, message, PartnerSide.B, "👍", Ct);
        var replaced = (await couple.PutAsync(node, message, PartnerSide.A, "😀", Ct)).Message!;
        var removed = (await couple.RemoveAsync(node, message, PartnerSide.B, "👍", Ct)).Message!;
        var none = (await couple.RemoveAsync(node, message, PartnerSide.A, "😀", Ct)).Message!;

        Assert.Equal(("😀", "👍"), (replaced.Reactions!.OfA!.Emoji, replaced.Reactions.OfB!.Emoji));
        Assert.Equal(("😀", null), (removed.Reactions!.OfA!.Emoji, removed.Reactions.OfB));
        Assert.Equal((null, 6L, null), (none.Reactions, none.ChangeSeq, none.EditedAt));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ApplyAsync_Reaction_IsReadWithTheMessageEverywhere()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];

        var reacted = (await couple.PutAsync(node, message, PartnerSide.B, "👍", Ct)).Message!;

        Assert.Equal(reacted, Assert.Single(await node.Messages.GetByIdsAsync([message.Id], Ct)));
        Assert.Equal(reacted, Assert.Single((await node.Messages.GetPageBeforeAsync(couple.ConversationId, null, 10, Ct)).Messages));
        Assert.Equal(reacted, Assert.Single((await node.Messages.GetPageFromAsync(couple.ConversationId, 1, 10, Ct)).Messages));
        Assert.Equal(reacted, Assert.Single((await node.Pages.GetSentBeforeAsync(couple.ConversationId, null, 10, Ct)).Messages));
        Assert.Equal(reacted, Assert.Single((await node.Pages.GetSentAfterAsync(couple.ConversationId, DateTimeOffset.UnixEpoch, 10, Ct)).Messages));
        Assert.Equal(reacted, Assert.Single((await node.Pages.GetChangesAsync(couple.ConversationId, 1, 10, Ct)).Changes).Message);
    }

    [Fact]
    public async Task ApplyAsync_SameAgainOrNotThere_ChangesNothing()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var message = (await couple.WriteAsync(node, 1, Ct))[0];
        var first = await couple.PutAsync(node, message, PartnerSide.A, "❤️", Ct);

        ActionOutcome[] outcomes =
        [
            await couple.PutAsync(node, message, PartnerSide.A, "❤️", Ct),
            await couple.RemoveAsync(node, message, PartnerSide.A, "👍", Ct),
            await couple.RemoveAsync(node, message, PartnerSide.B, "❤️", Ct),
        ];

        Assert.All(outcomes, o => Assert.Equal(first with { IsChange = false }, o));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task ApplyAsync_DeletedForeignOrEnded_IsRefused()
    {
        var node = shared.Node;
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var (ours, theirs) = (await couple.WriteAsync(node, 2, Ct), (await others.WriteAsync(node, 1, Ct))[0]);
        await couple.PutAsync(node, ours[1], PartnerSide.B, "❤️", Ct);
        await couple.DeleteAsync(node, ours[1], PartnerSide.A, Ct);

        var outcomes = new List<ActionOutcome>
        {
            await couple.PutAsync(node, theirs, PartnerSide.A, "❤️", Ct),
            await couple.PutAsync(node, ours[1], PartnerSide.A, "❤️", Ct),
            await couple.RemoveAsync(node, ours[1], PartnerSide.B, "❤️", Ct),
        };
        await node.ExecuteAsync("UPDATE partner_conversations SET is_active = false WHERE id = $1", Ct, couple.ConversationId);
        outcomes.Add(await couple.PutAsync(node, ours[0], PartnerSide.A, "❤️", Ct));

        Assert.Equal([ActionRefusal.NotThere, ActionRefusal.NotThere, ActionRefusal.NotThere, ActionRefusal.Ended], outcomes.Select(o => o.Refusal!.Value));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
        await Soundness.AssertAsync(node.Database, others.ConversationId, Ct);
    }
}
