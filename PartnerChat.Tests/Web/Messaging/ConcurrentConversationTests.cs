using System.Globalization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>Everything at once, on two nodes that share nothing but the database.</summary>
public sealed class ConcurrentConversationTests(PostgresFixture postgres)
{
    private const int Writers = 8;
    private const int Messages = 1_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_EightWritersOnTwoNodes_OneOrderForEverybody()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var first = await ChatNode.StartAsync(database);
        await using var second = await ChatNode.StartAsync(database);
        ChatNode[] nodes = [first, second];
        var couple = await Couple.JoinAsync(first, Ct);
        var sessions = new List<SessionLog>();
        foreach (var node in nodes)
        {
            foreach (var user in new[] { couple.A, couple.B })
                sessions.AddRange([await FollowAsync(node, user, slow: false), await FollowAsync(node, user, slow: true)]);
        }

        using var done = new CancellationTokenSource();
        var polls = Enumerable.Range(0, 3).Select(i => PollAsync(nodes[i % 2], couple, new Random(i), done.Token)).ToArray();
        var started = TimeProvider.System.GetTimestamp();
        var sent = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => WriteAsync(nodes, couple, i)));
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Messages / elapsed.TotalSeconds:F0} messages/s by {Writers} writers, each awaiting its answers");
        await done.CancelAsync();

        await Soundness.AssertAsync(first.Database, couple.ConversationId, Ct);
        var history = await HistoryAsync(first, couple);
        Assert.Equal(sent.SelectMany(ids => ids).Order(), history.Select(m => m.Id).Order());
        Assert.Equal(Messages, history.Count);
        foreach (var replica in await Task.WhenAll(polls)) Assert.Equal(history, replica.Messages);
        foreach (var session in sessions) await AssertHasAsync(session, nodes, couple, history);
        foreach (var session in sessions) await session.DisposeAsync();
    }

    // What one node wrote last, the other learns of with its next event; here that comes at once.
    private static async Task AssertHasAsync(SessionLog session, ChatNode[] nodes, Couple couple, IReadOnlyList<MessageRecord> history)
    {
        foreach (var node in nodes) node.Bus.Publish(new StoreAdvanced(couple.ConversationId));
        var end = history.Max(m => m.ChangeSeq);
        await session.WaitForAsync(events => events.OfType<DurableEvent>().LastOrDefault()?.Cursor == end, Ct);

        Assert.Equal(history.Select(m => m.Seq), session.SentSeqs);
        Assert.Equal(history, session.ToReplica().Messages);
    }

    private static async Task<SessionLog> FollowAsync(ChatNode node, Guid user, bool slow)
    {
        var random = new Random(3);
        var session = node.Chat.OpenSession(await node.VisitAsync(user, Ct), 0);
        return new SessionLog(session, slow ? () => random.Next(4) == 0 ? Task.Delay(random.Next(1, 12), Ct) : Task.CompletedTask : null);
    }

    private static async Task<List<Guid>> WriteAsync(ChatNode[] nodes, Couple couple, int writer)
    {
        var random = new Random(writer);
        var user = writer % 2 == 0 ? couple.A : couple.B;
        var visits = new[] { await nodes[0].VisitAsync(user, Ct), await nodes[1].VisitAsync(user, Ct) };
        var ids = new List<Guid>();
        var receipts = new List<Task>();
        for (var i = 0; i < Messages / Writers; i++)
        {
            var message = new SendMessage(string.Create(CultureInfo.InvariantCulture, $"{writer}: {i}"), Guid.NewGuid());
            var times = random.Next(4) == 0 ? 2 : 1;
            var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ =>
            {
                var node = random.Next(2);
                return nodes[node].Chat.SendAsync(visits[node].Participant, message, Ct);
            }));
            ids.Add(Assert.Single(answers.Select(a => a.Value!.Message.Id).Distinct()));
            var seq = answers[0].Value!.Message.Seq;
            if (random.Next(3) == 0) receipts.Add(MarkAsync(nodes[i % 2].Chat, visits[i % 2].Participant, seq, random));
        }

        await Task.WhenAll(receipts);
        return ids;
    }

    private static Task MarkAsync(ChatService chat, Participant by, long seq, Random random) =>
        random.Next(2) == 0 ? chat.MarkReadAsync(by, seq - random.Next(20)) : chat.MarkDeliveredAsync(by, seq - random.Next(20), seq + random.Next(20));

    private static async Task<Replica> PollAsync(ChatNode node, Couple couple, Random random, CancellationToken done)
    {
        var replica = new Replica();
        while (true)
        {
            var isLast = done.IsCancellationRequested;
            var page = await node.Pages.GetChangesAsync(couple.ConversationId, replica.Cursor, random.Next(1, 200), Ct);
            replica.Apply(page);
            if (isLast && page.Changes.Count == 0) return replica;
            await Task.Delay(random.Next(5), Ct);
        }
    }

    private static async Task<IReadOnlyList<MessageRecord>> HistoryAsync(ChatNode node, Couple couple)
    {
        var all = new List<MessageRecord>();
        for (var page = new MessagePage([], true); page.HasMore; all.AddRange(page.Messages))
            page = await node.Messages.GetPageFromAsync(couple.ConversationId, all.Count + 1, 300, Ct);
        return all;
    }
}
