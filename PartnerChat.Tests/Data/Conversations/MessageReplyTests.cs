using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>A message that answers another one.</summary>
public sealed class MessageReplyTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_Reply_IsStoredAndTold()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var first = (await couple.WriteAsync(node, 1, Ct))[0];

        var made = (await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.B, "answer", replyTo: first.Id)), Ct)).Messages[0].Message!;

        Assert.Equal(first.Id, made.ReplyToId);
        Assert.Equal(made, Assert.Single(await node.Messages.GetByIdsAsync([made.Id], Ct)));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_ReplyToAnotherConversationOrNothing_RefusesThatMessageAlone()
    {
        var node = shared.Node;
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var (ours, theirs) = ((await couple.WriteAsync(node, 1, Ct))[0], (await others.WriteAsync(node, 1, Ct))[0]);

        var outcome = await node.Store.WriteAsync(
            Couple.Batch(
                couple.From(PartnerSide.A, "plain"),
                couple.From(PartnerSide.A, "theirs", replyTo: theirs.Id),
                couple.From(PartnerSide.A, "nothing", replyTo: Guid.NewGuid()),
                couple.From(PartnerSide.A, "ours", replyTo: ours.Id)), Ct);

        Assert.Equal(
            [(2L, null), (null, MessageRefusal.NoSuchReply), (null, MessageRefusal.NoSuchReply), (3L, null)],
            outcome.Messages.Select(m => (m.Message?.Seq, m.Refusal)));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task WriteAsync_RepeatThatAnswersSomethingElse_GivesTheStoredMessage()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var clientId = Guid.NewGuid();
        var stored = (await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "first", clientId)), Ct)).Messages[0].Message;

        var again = await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, "again", clientId, replyTo: Guid.NewGuid())), Ct);

        Assert.Equal(new MessageOutcome(stored, false), again.Messages[0]);
    }

    [Fact]
    public async Task WriteAsync_TwentyOfOneClientIdInABatch_TheFirstThatCanBeStoredIs()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var (clientId, first) = (Guid.NewGuid(), (await couple.WriteAsync(node, 1, Ct))[0]);
        var messages = Enumerable.Range(0, 20).Select(i => couple.From(PartnerSide.A, $"{i}", clientId, i % 2 == 0 ? Guid.NewGuid() : first.Id)).ToArray();

        var outcomes = (await node.Store.WriteAsync(Couple.Batch(messages), Ct)).Messages;

        Assert.Equal(MessageOutcome.Refused(MessageRefusal.NoSuchReply), outcomes[0]);
        Assert.True(outcomes[1].IsNew);
        Assert.All(outcomes.Skip(2), o => Assert.Equal(new MessageOutcome(outcomes[1].Message, false), o));
        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    [Fact]
    public async Task SendAsync_ReplyToAnotherConversation_IsNotFoundAndTakesNoPlace()
    {
        var node = shared.Node;
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var theirs = (await others.WriteAsync(node, 1, Ct))[0];
        var visit = await node.VisitAsync(couple.A, Ct);

        var refused = await node.Chat.SendAsync(visit.Participant, new SendMessage("answer", null, theirs.Id), Ct);
        var sent = await node.Chat.SendAsync(visit.Participant, new SendMessage("plain", null), Ct);

        Assert.Equal((ChatError.NotFound, 1), (refused.Error, sent.Value!.Message.Seq));
    }

    [Fact]
    public async Task SendAsync_EndedConversation_SaysNotFoundOfALostReplyAndEndedElse()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var visit = await node.VisitAsync(couple.A, Ct);
        await node.ExecuteAsync("UPDATE partner_conversations SET is_active = false", Ct);

        var (plain, reply) = (
            await node.Chat.SendAsync(visit.Participant, new SendMessage("plain", null), Ct),
            await node.Chat.SendAsync(visit.Participant, new SendMessage("answer", null, Guid.NewGuid()), Ct));

        Assert.Equal((ChatError.Ended, ChatError.NotFound), (plain.Error, reply.Error));
    }
}
