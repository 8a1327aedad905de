using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class ChatSessionTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadEventsAsync_SentBetweenVisitAndOpening_IsTold()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var visit = await node.VisitAsync(couple.A, Ct);
        await SendAsync(node, couple.B, "meanwhile");

        await using var log = new SessionLog(node.Chat.OpenSession(visit, visit.Membership.Cursor));
        await SendAsync(node, couple.B, "then");
        await log.WaitForSentAsync(2, Ct);

        Assert.Equal(["meanwhile", "then"], log.Events.OfType<MessageSent>().Select(e => e.Message.Content));
    }

    [Fact]
    public async Task ReadEventsAsync_SentDuringCatchUp_IsToldOnceInOrder()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 250, Ct);
        await using var session = node.Chat.OpenSession(await node.VisitAsync(couple.A, Ct), 0);
        var seqs = new List<long>();

        await foreach (var next in session.ReadEventsAsync(Ct))
        {
            if (next is not MessageSent sent) continue;
            seqs.Add(sent.Message.Seq);
            if (seqs.Count is 1 or 150 or 250) await SendAsync(node, couple.B, "meanwhile");
            if (seqs.Count == 253) break;
        }

        Assert.Equal(Enumerable.Range(1, 253).Select(i => (long)i), seqs);
    }

    [Fact]
    public async Task ReadEventsAsync_FromACursorInBetween_TellsOlderOnesThatChanged()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 2, Ct);
        await node.Store.WriteAsync(new MessageBatch([couple.From(PartnerSide.A, "3")], [couple.Read(PartnerSide.A, 1)]), Ct);

        await using var log = await node.FollowAsync(couple.A, 2, Ct);
        await log.WaitForSentAsync(1, Ct);

        Assert.Equal(
            ["MessageChanged 1 3", "MessageSent 3 4"],
            log.Events.OfType<DurableEvent>().Select(e => $"{e.GetType().Name} {(e as MessageChanged)?.Message.Seq ?? ((MessageSent)e).Message.Seq} {e.Cursor}"));
    }

    [Fact]
    public async Task ReadEventsAsync_QueueOverflowed_CatchesUpFromTheStore()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var session = node.Chat.OpenSession(await node.VisitAsync(couple.A, Ct), 0);
        var by = (await node.VisitAsync(couple.B, Ct)).Participant;
        await Task.WhenAll(Enumerable.Range(0, ConversationSubscription.Capacity + 100).Select(i => node.Chat.SendAsync(by, new SendMessage($"{i}", null), Ct)));

        await using var log = new SessionLog(session);
        await log.WaitForSentAsync(ConversationSubscription.Capacity + 100, Ct);
        await SendAsync(node, couple.B, "live again");
        await log.WaitForSentAsync(ConversationSubscription.Capacity + 101, Ct);

        Assert.Equal(Enumerable.Range(1, ConversationSubscription.Capacity + 101).Select(i => (long)i), log.SentSeqs);
    }

    [Fact]
    public async Task ReadEventsAsync_LastMessageDroppedBehindAFullQueue_IsTold()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var session = node.Chat.OpenSession(await node.VisitAsync(couple.A, Ct), 0);
        for (var i = 0; i < ConversationSubscription.Capacity; i++) node.Bus.Publish(new TypingChanged(couple.ConversationId, PartnerSide.B, true));
        var reading = new TaskCompletionSource();
        await using var log = new SessionLog(session, () => reading.Task);

        await SendAsync(node, couple.B, "dropped");
        await SendAsync(node, couple.B, "dropped too");
        reading.SetResult();
        await log.WaitForSentAsync(2, Ct);

        Assert.Equal([1, 2], log.SentSeqs);
    }

    [Fact]
    public async Task ReadEventsAsync_PresenceDroppedBehindAFullQueue_IsToldAsItIs()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        var reading = new TaskCompletionSource();
        await using var log = new SessionLog(node.Chat.OpenSession(await node.VisitAsync(couple.A, Ct), 0), () => reading.Task);
        for (var i = 0; i < ConversationSubscription.Capacity + 10; i++) node.Bus.Publish(new TypingChanged(couple.ConversationId, PartnerSide.B, true));

        await using var partner = node.Chat.OpenSession(await node.VisitAsync(couple.B, Ct), 0);
        reading.SetResult();

        await log.WaitForAsync(events => events.OfType<PresenceChanged>().LastOrDefault(p => p.Partner == PartnerSide.B) is { IsOnline: true }, Ct);
    }

    [Fact]
    public async Task ReadEventsAsync_EventJumpsOverAHole_ReadsTheStoreFirst()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await using var log = await node.FollowAsync(couple.A, 0, Ct);
        await SendAsync(node, couple.B, "known");
        await log.WaitForSentAsync(1, Ct);

        await couple.WriteAsync(node, 3, Ct);
        await SendAsync(node, couple.B, "told");
        await log.WaitForSentAsync(5, Ct);

        Assert.Equal([1, 2, 3, 4, 5], log.SentSeqs);
    }

    [Fact]
    public async Task ReadEventsAsync_StoreAdvanced_ReadsTheStore()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await using var log = await node.FollowAsync(couple.A, 0, Ct);
        await couple.WriteAsync(node, 2, Ct);

        node.Bus.Publish(new StoreAdvanced(couple.ConversationId));
        await log.WaitForSentAsync(2, Ct);

        Assert.DoesNotContain(log.Events, e => e is StoreAdvanced);
    }

    [Fact]
    public async Task ReadEventsAsync_ReceiptsKnownInPart_AreTrimmed()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await using var log = await node.FollowAsync(couple.A, 6, Ct);
        var receipts = Enumerable.Range(5, 4)
            .Select(cursor => new Receipt(couple.ConversationId, Guid.NewGuid(), cursor - 4, cursor, PartnerSide.A, DateTimeOffset.UnixEpoch, null));

        node.Bus.Publish(new ReceiptsChanged(couple.ConversationId, [.. receipts.Take(2)]));
        node.Bus.Publish(new ReceiptsChanged(couple.ConversationId, [.. receipts]));
        await log.WaitForAsync(events => events.OfType<ReceiptsChanged>().Any(), Ct);

        Assert.Equal([7, 8], Assert.Single(log.Events.OfType<ReceiptsChanged>()).Receipts.Select(r => r.Cursor));
        Assert.Equal(8, log.Session.Cursor);
    }

    [Fact]
    public async Task MarkReadAsync_SeveralSessionsOfBoth_AllAreToldTheSame()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await using var sender = await node.FollowAsync(couple.A, 0, Ct);
        await using var reader = await node.FollowAsync(couple.B, 0, Ct);
        await using var readersPhone = await node.FollowAsync(couple.B, 0, Ct);
        await SendAsync(node, couple.A, "1");
        await SendAsync(node, couple.A, "2");

        await reader.Session.MarkReadAsync(2);
        await reader.Session.MarkReadAsync(2);
        await readersPhone.Session.MarkReadAsync(1);

        foreach (var log in new[] { sender, reader, readersPhone })
        {
            await log.WaitForAsync(events => events.OfType<DurableEvent>().LastOrDefault()?.Cursor == 4, Ct);
            Assert.All(log.ToReplica().Messages, m => Assert.Equal(MessageStatus.Read, m.Status));
        }

        await Soundness.AssertAsync(node.Database, couple.ConversationId, Ct);
    }

    private static async Task SendAsync(ChatNode node, Guid user, string text) =>
        Assert.Null((await node.Chat.SendAsync((await node.VisitAsync(user, Ct)).Participant, new SendMessage(text, Guid.NewGuid()), Ct)).Error);
}
