using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

public sealed class MessageMarkStoreTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_AnswersAndStars_AreThoseOfThePageAndTheViewer()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var originals = await couple.WriteAsync(node, 3, Ct);
        var answers = await AnswerAsync(node, couple, originals);
        await couple.EditAsync(node, originals[1], PartnerSide.A, new string('x', 999), Ct);
        await couple.DeleteAsync(node, originals[2], PartnerSide.A, Ct);
        var stars = node.Get<MessageStarStore>();
        await stars.AddAsync(couple.ConversationId, answers[0].Id, PartnerSide.A, Ct);
        await stars.AddAsync(couple.ConversationId, answers[1].Id, PartnerSide.B, Ct);
        await stars.AddAsync(couple.ConversationId, originals[0].Id, PartnerSide.A, Ct);

        var marks = await node.Get<MessageMarkStore>().GetAsync(couple.ConversationId, PartnerSide.A, answers, Ct);

        Assert.Equal(
            new HashSet<(Guid, string, bool)> { (originals[0].Id, "1", false), (originals[1].Id, new string('x', 200), false), (originals[2].Id, "", true) },
            marks.Quotes.Select(q => (q.Id, q.Text, q.IsDeleted)).ToHashSet());
        Assert.Equal([answers[0].Id], marks.Starred);
    }

    [Fact]
    public async Task GetAsync_Quotes_AreWhatTheMessagesThemselvesGive()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var originals = await couple.WriteAsync(node, 3, Ct);
        var answers = await AnswerAsync(node, couple, originals);

        var marks = await node.Get<MessageMarkStore>().GetAsync(couple.ConversationId, PartnerSide.A, answers, Ct);

        Assert.Equal(originals.Select(QuotedMessage.Of), marks.Quotes.OrderBy(q => q.ChangeSeq));
    }

    [Fact]
    public async Task GetAsync_OfAnotherConversation_IsNothing()
    {
        var node = shared.Node;
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var answers = await AnswerAsync(node, couple, await couple.WriteAsync(node, 1, Ct));

        var marks = await node.Get<MessageMarkStore>().GetAsync(others.ConversationId, PartnerSide.A, answers, Ct);

        Assert.Empty(marks.Quotes);
    }

    private static async Task<IReadOnlyList<MessageRecord>> AnswerAsync(ChatNode node, Couple couple, IReadOnlyList<MessageRecord> originals)
    {
        var answers = originals.Select(o => couple.From(PartnerSide.B, $"to {o.Content}", replyTo: o.Id)).ToArray();
        return [.. (await node.Store.WriteAsync(Couple.Batch(answers), Ct)).Messages.Select(m => m.Message!)];
    }
}
