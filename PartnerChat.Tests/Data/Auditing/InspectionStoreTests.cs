using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Auditing;

/// <summary>An admin reads nothing without an entry in the log and a line in the chat, for 30 minutes, as long as they are an admin.</summary>
public sealed class InspectionStoreTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Why = "Sami reported missing messages.";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 2, 0, TimeSpan.Zero);

    private TestDatabase? _database;
    private ChatNode _node = null!;
    private Couple _couple = null!;
    private AuditActor _ines = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private InspectionStore Store => _node.Get<InspectionStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database);
        _couple = await Couple.JoinAsync(_node, Ct);
        _ines = await Admins.AddAsync(_node, Ct, "ines@example.org");
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task ReadAsync_PagesOfALook_AreTheNewestFirstAndStandInTheLogAndInTheChat()
    {
        await _couple.WriteAsync(_node, 120, Ct);
        var look = await OpenAsync();
        await _couple.WriteAsync(_node, 1, Ct);

        var pages = new[] { await PageAsync(look, 1), await PageAsync(look, 3), await PageAsync(look, 3) };

        Assert.Equal([(71L, 120L, 50), (1, 20, 20), (1, 20, 20)], pages.Select(p => (p.Messages[0].Seq, p.Messages[^1].Seq, p.Messages.Count)));
        Assert.Equal(3, look.Pages);
        var entries = await EntriesAsync();
        Assert.Equal(
            [("conversation.inspected", _ines.UserId, _couple.ConversationId, "192.0.2.7"), .. Enumerable.Repeat(("conversation.read", _ines.UserId, _couple.ConversationId, "192.0.2.7"), 3)],
            entries.Select(e => (e.Action, e.ActorId, e.TargetId!.Value, e.Address!)));
        var notice = Assert.Single(await NoticesAsync());
        Assert.Equal(("ines", Why), (notice.Look!.Name, notice.Look.Reason));
        Assert.Equal([1, 3], notice.Look.Pages);
        Assert.Equal(look.Id, notice.Id);
    }

    [Fact]
    public async Task ReadAsync_AMessage_IsItsWholeRowAndOfADeletedOneNothing()
    {
        var messages = await _couple.WriteAsync(_node, 2, Ct);
        await _node.Get<MessageActionStore>().ApplyAsync(new DeleteMessage(_couple.ConversationId, messages[1].Id, PartnerSide.A), Ct);

        var page = await PageAsync(await OpenAsync(), 1);

        await using var ask = _node.Database.CreateCommand("SELECT array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'partner_messages'");
        Assert.Equal((string[])(await ask.ExecuteScalarAsync(Ct))!, page.Messages[0].Stored.Select(s => s.Column));
        Assert.Equal(("1", "1"), (page.Messages[0].Content, page.Messages[0].Stored.Single(s => s.Column == "content").Value));
        Assert.Equal(("", "", true), (page.Messages[1].Content, page.Messages[1].Stored.Single(s => s.Column == "content").Value, page.Messages[1].DeletedAt is not null));
    }

    [Theory]
    [InlineData(1_799, null)]
    [InlineData(1_800, InspectionRefusal.Over)]
    public async Task ReadAsync_AfterHalfAnHour_IsOver(int seconds, InspectionRefusal? refused)
    {
        await _couple.WriteAsync(_node, 1, Ct);
        var look = await OpenAsync();

        var read = await Store.ReadAsync(_ines, look.Id, 1, Now.AddSeconds(seconds), Ct);

        Assert.Equal((refused, refused is null ? 2 : 1), (read.Refused, (await EntriesAsync()).Count));
    }

    [Theory]
    [InlineData("DELETE FROM user_roles", InspectionRefusal.NotAdmin)]
    [InlineData("UPDATE users SET locked_at = now()", InspectionRefusal.NotAdmin)]
    [InlineData("DELETE FROM partner_messages; DELETE FROM partner_conversations", InspectionRefusal.NotThere)]
    public async Task ReadAsync_RoleOrConversationGoneMeanwhile_ShowsNothingAndWritesNothing(string meanwhile, InspectionRefusal refused)
    {
        await _couple.WriteAsync(_node, 1, Ct);
        var look = await OpenAsync();
        await _node.ExecuteAsync(meanwhile, Ct);

        var read = await Store.ReadAsync(_ines, look.Id, 1, Now, Ct);

        Assert.Equal((refused, (InspectedPage?)null), (read.Refused, read.Value));
        Assert.Single(await EntriesAsync());
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task ReadAsync_LookOfAnother_IsNotThere()
    {
        await _couple.WriteAsync(_node, 1, Ct);
        var look = await OpenAsync();

        var read = await Store.ReadAsync(await Admins.AddAsync(_node, Ct), look.Id, 1, Now, Ct);

        Assert.Equal(InspectionRefusal.NotThere, read.Refused);
        Assert.Single(await EntriesAsync());
    }

    [Fact]
    public async Task ReadAsync_EntryThatCannotBeWritten_ShowsNothing()
    {
        await _couple.WriteAsync(_node, 1, Ct);
        var look = await OpenAsync();
        await _node.ExecuteAsync($"REVOKE INSERT ON audit_entries FROM \"{AppRole.NameFor(new NpgsqlConnectionStringBuilder(_database!.ConnectionString))}\"", Ct);

        await Assert.ThrowsAsync<PostgresException>(() => Store.ReadAsync(_ines, look.Id, 1, Now, Ct));

        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task OpenAsync_TwiceWithinHalfAnHour_IsOneLookAndAfterwardsAnother()
    {
        var looks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));
        var later = await Store.OpenAsync(_ines, _couple.ConversationId, Why, Now + Inspection.Lasts, Ct);

        Assert.Single(looks.Select(l => l.Id).Distinct());
        Assert.NotEqual(looks[0].Id, later.Value!.Id);
        Assert.Equal(looks[0].Id, (await Store.FindAsync(_ines, _couple.ConversationId, Now.AddMinutes(29), Ct))!.Open!.Id);
    }

    [Fact]
    public async Task ReadAsync_FrozenConversation_IsReadAndToldLikeAnyOther()
    {
        await _couple.WriteAsync(_node, 1, Ct);
        await _node.Get<RelationshipStore>().EndAsync(_couple.A, Ct);

        var page = await PageAsync(await OpenAsync(), 1);

        Assert.Single(page.Messages);
        Assert.Single(await NoticesAsync(), n => n.Kind == Notice.Inspected);
    }

    [Fact]
    public async Task ReadAsync_RandomLooksAtOnce_EveryReadHasItsEntryAndEveryPageIsTold()
    {
        var couples = new[] { _couple, await Couple.JoinAsync(_node, Ct) };
        foreach (var couple in couples) await couple.WriteAsync(_node, 170, Ct);
        var admins = new[] { _ines, await Admins.AddAsync(_node, Ct), await Admins.AddAsync(_node, Ct) };
        var looks = new List<(AuditActor By, Inspection Look)>();
        foreach (var admin in admins)
        {
            foreach (var couple in couples) looks.Add((admin, (await Store.OpenAsync(admin, couple.ConversationId, Why, Now, Ct)).Value!));
        }

        var shown = new ConcurrentBag<(Guid Look, int Page, long First, long Last)>();
        var random = new Random(7);
        var attempts = Enumerable.Range(0, Campaign.Count(4_000)).Select(_ => (looks[random.Next(looks.Count)], random.Next(0, 6), random.Next(40), random.Next(10))).ToList();
        await Parallel.ForEachAsync(attempts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, async (attempt, ct) =>
        {
            var ((by, look), page, minutes, kind) = attempt;
            if (kind == 0) await couples[page % 2].WriteAsync(_node, 1, ct);
            var who = kind == 1 ? admins.First(a => a != by) : by;
            if (await Store.ReadAsync(who, look.Id, page, Now.AddMinutes(minutes), ct) is { Value: { } read }) shown.Add((look.Id, page, read.Messages[0].Seq, read.Messages[^1].Seq));
        });

        var written = (await EntriesAsync()).Where(e => e.Action == AuditActions.ConversationRead).Select(e => System.Text.Json.JsonDocument.Parse(e.Details).RootElement)
            .Select(d => (d.GetProperty("inspection").GetGuid(), d.GetProperty("page").GetInt32(), d.GetProperty("first_seq").GetInt64(), d.GetProperty("last_seq").GetInt64()));
        Assert.NotEmpty(shown);
        Assert.Equal(shown.Order(), written.Order());
        await using var db = await _node.OpenContextAsync(Ct);
        var told = (await db.Notices.AsNoTracking().ToListAsync(Ct)).Select(n => (n.Id, System.Text.Json.JsonDocument.Parse(n.Details).RootElement.GetProperty("pages").EnumerateArray().Select(p => p.GetInt32())));
        Assert.Equal(
            shown.GroupBy(s => s.Look).Select(g => (g.Key, string.Join(' ', g.Select(s => s.Page).Distinct().Order()))).Order(),
            told.Select(n => (n.Id, string.Join(' ', n.Item2))).Order());
        Assert.Equal(shown.Count, await db.Conversations.SumAsync(c => (int)c.FactSeq, Ct));
    }

    private async Task<Inspection> OpenAsync() => (await Store.OpenAsync(_ines, _couple.ConversationId, Why, Now, Ct)).Value!;

    private async Task<InspectedPage> PageAsync(Inspection look, int page) => (await Store.ReadAsync(_ines, look.Id, page, Now.AddMinutes(1), Ct)).Value!;

    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync()
    {
        await using var db = await _node.OpenContextAsync(Ct);
        return await db.AuditEntries.AsNoTracking().OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(Ct);
    }

    private Task<IReadOnlyList<NoticeRecord>> NoticesAsync() => _node.Get<NoticeStore>().GetBeforeAsync(_couple.ConversationId, null, 50, Ct);
}
