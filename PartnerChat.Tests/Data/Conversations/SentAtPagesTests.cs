using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>Pages by time, held against what a plain look at every message says.</summary>
public sealed class SentAtPagesTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset First = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(301)]
    public async Task GetSentAsync_AnyTime_IsWhatThePlainConditionGives(int count)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await FillAsync(node, await Couple.JoinAsync(node, Ct), 20);
        await FillAsync(node, couple, count);
        var all = (await node.Messages.GetPageFromAsync(couple.ConversationId, 1, 500, Ct)).Messages;
        var random = new Random(count);

        foreach (var time in Times(all, random))
        {
            var limit = random.Next(1, 12);
            var before = all.Where(m => m.SentAt < time && m.DeletedAt is null).ToList();
            var after = all.Where(m => m.SentAt > time && m.DeletedAt is null).ToList();

            AssertPage(before.TakeLast(limit), before.Count > limit, await node.Pages.GetSentBeforeAsync(couple.ConversationId, time, limit, Ct));
            AssertPage(after.Take(limit), after.Count > limit, await node.Pages.GetSentAfterAsync(couple.ConversationId, time, limit, Ct));
        }
    }

    [Fact]
    public async Task RowsOfEqualTimeSkippedOrDoubled_PageByPage_HasEveryMessageOnceInBothDirections()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await FillAsync(node, couple, 200);
        var all = (await node.Messages.GetPageFromAsync(couple.ConversationId, 1, 500, Ct)).Messages.Where(m => m.DeletedAt is null).Select(m => m.Seq).ToList();

        var (back, forth) = (new List<long>(), new List<long>());
        for (MessagePage? page = null; page is null or { HasMore: true };)
        {
            page = await node.Pages.GetSentBeforeAsync(couple.ConversationId, page?.Messages[0].SentAt, 7, Ct);
            back.InsertRange(0, page.Messages.Select(m => m.Seq));
        }

        for (MessagePage? page = null; page is null or { HasMore: true };)
        {
            page = await node.Pages.GetSentAfterAsync(couple.ConversationId, page?.Messages[^1].SentAt ?? DateTimeOffset.MinValue, 7, Ct);
            forth.AddRange(page.Messages.Select(m => m.Seq));
        }

        Assert.Equal(all, back);
        Assert.Equal(all, forth);
    }

    [Fact]
    public async Task GetSentBeforeAsync_NoTime_GivesTheNewestThatAreNotDeleted()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 10, Ct);
        await node.ExecuteAsync("UPDATE partner_messages SET content = '', deleted_at = now() WHERE seq IN (8, 9)", Ct);

        var (three, eight) = (await node.Pages.GetSentBeforeAsync(couple.ConversationId, null, 3, Ct), await node.Pages.GetSentBeforeAsync(couple.ConversationId, null, 8, Ct));

        Assert.Equal(("6 7 10", true), (Seqs(three.Messages), three.HasMore));
        Assert.Equal(("1 2 3 4 5 6 7 10", false), (Seqs(eight.Messages), eight.HasMore));
    }

    [Fact]
    public async Task GetSentAsync_TimeOfAnotherZone_IsTheSameTime()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var sent = await couple.WriteAsync(node, 5, Ct);
        var inTokyo = sent[2].SentAt.ToOffset(TimeSpan.FromHours(9));

        Assert.Equal([1, 2], (await node.Pages.GetSentBeforeAsync(couple.ConversationId, inTokyo, 50, Ct)).Messages.Select(m => m.Seq));
        Assert.Equal([4, 5], (await node.Pages.GetSentAfterAsync(couple.ConversationId, inTokyo, 50, Ct)).Messages.Select(m => m.Seq));
    }

    // At, between and just beside messages, finer than the database counts, and far from all.
    private static IEnumerable<DateTimeOffset> Times(IReadOnlyList<MessageRecord> all, Random random)
    {
        yield return DateTimeOffset.MinValue;
        yield return DateTimeOffset.MaxValue;
        yield return DateTimeOffset.MaxValue.AddTicks(-15);
        yield return First.AddYears(-1);
        yield return First.AddYears(1);
        foreach (var message in all.Take(2).Concat(all.TakeLast(2)).Concat(all.Where(_ => random.Next(8) == 0)))
        {
            foreach (var ticks in new[] { -TimeSpan.TicksPerMinute, -10, -1, 0, 1, 9, 10, random.NextInt64(TimeSpan.TicksPerHour) })
                yield return message.SentAt.AddTicks(ticks);
        }
    }

    private static void AssertPage(IEnumerable<MessageRecord> messages, bool hasMore, MessagePage page) =>
        Assert.Equal((Seqs(messages), hasMore), (Seqs(page.Messages), page.HasMore));

    private static string Seqs(IEnumerable<MessageRecord> messages) => string.Join(' ', messages.Select(m => m.Seq));

    // A microsecond to an hour apart; every fourth is deleted.
    private static async Task FillAsync(ChatNode node, Couple couple, int count) => await node.ExecuteAsync("""
        WITH made AS (
            INSERT INTO partner_messages (id, conversation_id, sender_id, content, seq, first_change_seq, change_seq, sent_at, created_at, deleted_at)
            SELECT gen_random_uuid(), $1, 'partner_a', CASE WHEN g % 4 = 0 THEN '' ELSE 'text' END, g, g, g, at, at, CASE WHEN g % 4 = 0 THEN at END
            FROM (
                SELECT g, $3 + sum(CASE WHEN g % 3 = 0 THEN 1 ELSE (hashint8(g) & 4095)::bigint * 878906 + 1 END) OVER (ORDER BY g) * interval '1 microsecond' AS at
                FROM generate_series(1, $2) g) s
            RETURNING 1)
        UPDATE partner_conversations SET last_seq = $2, last_change_seq = $2, message_count = (SELECT count(*) FROM made) WHERE id = $1
        """, Ct, couple.ConversationId, count, First);
}
