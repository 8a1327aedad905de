using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Properties;

/// <summary>A conversation to walk through.</summary>
/// <param name="Count">How many messages there are at the start.</param>
/// <param name="Deleted">The places of those that were deleted.</param>
/// <param name="Limits">The size of each page, over and over.</param>
/// <param name="Added">How many messages are sent after each page; then none any more.</param>
/// <param name="Start">The place from which the walk starts.</param>
internal sealed record Walk(int Count, List<int> Deleted, List<int> Limits, List<int> Added, int Start)
{
    public int LimitOf(int page) => Limits[page % Limits.Count];

    public int AddedAfter(int page) => page < Added.Count ? Added[page] : 0;
}

/// <summary>Whoever walks page by page reads every message once, in order, and is told rightly whether there is more, also while others write.</summary>
public sealed class PagingProperties(ChatServer server) : IClassFixture<ChatServer>
{
    private static readonly Gen<Walk> Walks = Gen.Select(
        Gen.Int[0, 40], Gen.Int[1, 40].List[0, 25], Gen.Int[1, 6].List[1, 4], Gen.Int[0, 4].List[0, 6], Gen.Int[0, 40],
        (count, deleted, limits, added, start) => new Walk(count, deleted, limits, added, Math.Min(start, count)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Before_PageByPage_GivesEachOnceFromTheNewestOn() => Walks.SampleAsync(
        async walk =>
        {
            var (nora, sami) = await TalkAsync(walk);
            var left = (await StoredAsync(nora)).Where(m => !m.IsDeleted).Select(m => m.Seq).ToList();
            var (before, more) = ("", true);
            for (var i = 0; more; i++)
            {
                var limit = walk.LimitOf(i);
                var page = await GetAsync(sami, $"messages?conversation_id={nora.ConversationId}&limit={limit}{before}");

                Assert.Equal(left.TakeLast(limit), SeqsOf(page));
                left.RemoveRange(Math.Max(0, left.Count - limit), Math.Min(limit, left.Count));
                Assert.Equal(left.Count > 0, more = (bool)page["has_more"]!);
                Assert.Equal((string?)page["messages"]!.AsArray().FirstOrDefault()?["sent_at"], (string?)page["oldest_timestamp"]);
                before = $"&before={page["oldest_timestamp"]}";
                // What comes now is newer than all that is left.
                await SayAsync(i % 2 == 0 ? nora : sami, walk.AddedAfter(i));
            }
        },
        iter: Campaign.Count(600), threads: 1);

    [Fact]
    public Task After_PageByPage_GivesEachOnceUntilTheEnd() => Walks.SampleAsync(
        async walk =>
        {
            var (nora, sami) = await TalkAsync(walk);
            var stored = await StoredAsync(nora);
            var (seq, after, more) = ((long)walk.Start, walk.Start == 0 ? "2000-01-01T00:00:00Z" : Wire(stored[walk.Start - 1].SentAt), true);
            for (var i = 0; more; i++)
            {
                var (limit, left) = (walk.LimitOf(i), (await StoredAsync(nora)).Where(m => m.Seq > seq && !m.IsDeleted).Select(m => m.Seq).ToList());
                var page = await GetAsync(sami, $"messages?conversation_id={nora.ConversationId}&limit={limit}&after={after}");

                Assert.Equal(left.Take(limit), SeqsOf(page));
                Assert.Equal(left.Count > limit, more = (bool)page["has_more"]!);
                if (left.Count == 0) return;
                (seq, after) = (SeqsOf(page)[^1], (string)page["messages"]!.AsArray()[^1]!["sent_at"]!);
                await SayAsync(i % 2 == 0 ? nora : sami, walk.AddedAfter(i));
            }
        },
        iter: Campaign.Count(600), threads: 1);

    [Fact]
    public Task Changes_PageByPage_GiveEachNewMessageOnceAndLeaveItAsItIs() => Walks.SampleAsync(
        async walk =>
        {
            var (nora, sami) = await TalkAsync(walk);
            var cursor = walk.Start == 0 ? 0 : (await StoredAsync(nora))[walk.Start - 1].FirstChangeSeq;
            var (start, made, told, more) = (cursor, new List<long>(), new Dictionary<long, string>(), true);
            for (var i = 0; more; i++)
            {
                var page = await GetAsync(sami, $"changes?conversation_id={nora.ConversationId}&after={cursor}&limit={walk.LimitOf(i)}");
                var seqs = SeqsOf(page);

                Assert.True(seqs.Count <= walk.LimitOf(i));
                Assert.Equal(seqs.Count > 0, (long)page["cursor"]! > cursor);
                made.AddRange(seqs.Where(seq => seq > walk.Start && !told.ContainsKey(seq)));
                foreach (var message in page["messages"]!.AsArray()) told[(long)message!["seq"]!] = (string)message["status"]!;
                cursor = (long)page["cursor"]!;
                var added = walk.AddedAfter(i);
                await SayAsync(i % 2 == 0 ? nora : sami, added);
                // Reading makes receipts, which are changes too: the end is where nothing has happened since.
                more = (bool)page["has_more"]! || seqs.Count > 0 || added > 0;
            }

            var now = await StoredAsync(nora);
            Assert.Equal(now.Where(m => m.FirstChangeSeq > start).Select(m => m.Seq), made);
            Assert.All(now.Where(m => m.ChangeSeq > start && m.ChangeSeq <= cursor), m => Assert.Equal(m.Status, told[m.Seq]));
        },
        iter: Campaign.Count(600), threads: 1);

    private static string Wire(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static IReadOnlyList<long> SeqsOf(JsonObject page) => [.. page["messages"]!.AsArray().Select(m => (long)m!["seq"]!)];

    private static async Task<JsonObject> GetAsync(ApiPartner by, string query) =>
        (await by.Http.GetFromJsonAsync<JsonObject>($"/api/partner-messages/{query}", Ct))!;

    private static async Task SayAsync(ApiPartner by, int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(_ => by.SendAsync("said")));

    private async Task<(ApiPartner A, ApiPartner B)> TalkAsync(Walk walk)
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await Task.WhenAll(SayAsync(nora, walk.Count / 2), SayAsync(sami, walk.Count - (walk.Count / 2)));
        await using var delete = server.Get<ChatDataSources>().Readers.CreateCommand(
            "UPDATE partner_messages SET deleted_at = sent_at, content = '' WHERE conversation_id = $1 AND seq = ANY($2)");
        delete.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = nora.ConversationId });
        delete.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. walk.Deleted.Select(d => (long)d)] });
        await delete.ExecuteNonQueryAsync(Ct);
        return (nora, sami);
    }

    private async Task<IReadOnlyList<Stored>> StoredAsync(ApiPartner of)
    {
        await using var command = server.Get<ChatDataSources>().Readers.CreateCommand("""
            SELECT seq, first_change_seq, change_seq, sent_at, deleted_at IS NOT NULL, CASE WHEN read_at IS NOT NULL THEN 'read' WHEN delivered_at IS NOT NULL THEN 'delivered' ELSE 'sent' END
            FROM partner_messages WHERE conversation_id = $1 ORDER BY seq
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = of.ConversationId });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var stored = new List<Stored>();
        while (await reader.ReadAsync(Ct))
            stored.Add(new Stored(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetBoolean(4), reader.GetString(5)));
        return stored;
    }

    private sealed record Stored(long Seq, long FirstChangeSeq, long ChangeSeq, DateTimeOffset SentAt, bool IsDeleted, string Status);
}
