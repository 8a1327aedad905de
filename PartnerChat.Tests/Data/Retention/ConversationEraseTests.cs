using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Listings;
using PartnerChat.Data.Relationships;
using PartnerChat.Data.Retention;
using PartnerChat.Data.Search;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Data.Retention;

/// <summary>What ended 30 days ago is deleted for good, and nothing else is.</summary>
public sealed class ConversationEraseTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Marker = "Zaubermärchen";
    private const string Folded = "zaubermarchen";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestDatabase? _database;
    private ChatNode _node = null!;
    private Couple _couple = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RetentionService Retention => _node.Get<RetentionService>();

    private ConversationEraseStore Store => _node.Get<ConversationEraseStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database, _time);
        _couple = await Couple.JoinAsync(_node, Ct);
    }

    [Fact]
    public async Task RunAsync_ThirtyDaysAfterTheEnd_LeavesNoWordInTheWholeDatabase()
    {
        await FillAsync();
        await EndAsync(TimeSpan.FromDays(30));
        Assert.NotEmpty(await FindAsync(Marker));
        Assert.Contains("message_search_blocks.folded", await FindAsync(Folded));

        await Retention.RunAsync(Ct);

        Assert.Empty(await FindAsync(Marker));
        Assert.Empty(await FindAsync(Folded));
        await using var db = await _node.OpenContextAsync(Ct);
        Assert.Equal((0, 0, 0), (await db.Relationships.CountAsync(Ct), await db.MessageChanges.CountAsync(Ct), await db.Invitations.CountAsync(Ct)));
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == AuditActions.ConversationDeleted, Ct);
        Assert.Equal((RetentionActor.Job.UserId, (Guid?)_couple.ConversationId), (entry.ActorId, entry.TargetId));
        Assert.Equal(2, await db.Users.CountAsync(Ct));
    }

    [Fact]
    public async Task RunAloneAsync_WhileItWorks_KeepsNoOtherWorkFromItsTurn()
    {
        await FillAsync();
        int? listed = null;

        await _node.Get<RetentionStore>().RunAloneAsync(async ct => listed = await _node.Get<ListingStore>().UpdateAsync(DateOnly.MinValue, 100, ct), Ct);

        Assert.Equal(1, listed);
    }

    [Fact]
    public async Task RunAsync_BeforeItsTime_DeletesNothing()
    {
        await FillAsync();
        await EndAsync(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        var before = await CountAsync();

        await Retention.RunAsync(Ct);

        Assert.Equal(before, await CountAsync());
        Assert.Equal((0, 0), await LastRunAsync());
    }

    [Fact]
    public async Task RunAsync_OthersGoOn_DeletesNoneOfTheirs()
    {
        var others = await Couple.JoinAsync(_node, Ct);
        await others.WriteAsync(_node, 20, Ct);
        await EndAsync(TimeSpan.FromDays(31));

        await Retention.RunAsync(Ct);

        Assert.Equal(20, (await _node.VisitAsync(others.A, Ct)).Membership.LastSeq);
        Assert.Equal((1, 0), await LastRunAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_AfterACrashInTheMiddle_GoesOnWhereItStopped(int tables)
    {
        await FillAsync();
        await EndAsync(TimeSpan.FromDays(30));
        var due = Assert.Single(await Store.FindDueAsync(null, 10, Ct));
        await Store.EraseMessagesAsync(due, Ct);
        foreach (var table in ErasedTables.OfConversations.Take(tables)) await Store.EraseRowsAsync(due, table, Ct);

        await Retention.RunAsync(Ct);

        Assert.Empty(await Store.FindDueAsync(null, 10, Ct));
        Assert.Empty(await FindAsync(Marker));
        Assert.Equal((1, 0), await LastRunAsync());
    }

    [Fact]
    public async Task FinishAsync_WithMessagesLeft_DoesNothingOfIt()
    {
        await FillAsync();
        await EndAsync(TimeSpan.FromDays(30));
        var due = Assert.Single(await Store.FindDueAsync(null, 10, Ct));
        var before = await CountAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => Store.FinishAsync(due, 0, Ct));

        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task RunAsync_SomethingIsLeftElsewhere_TriesAgainAndWritesDownNothing()
    {
        await EndAsync(TimeSpan.FromDays(30));
        await _node.ExecuteAsync("CREATE TABLE later_notes (conversation_id uuid)", Ct);
        await _node.ExecuteAsync("GRANT SELECT ON later_notes TO PUBLIC", Ct);
        await _node.ExecuteAsync("INSERT INTO later_notes VALUES ($1)", Ct, _couple.ConversationId);

        await Retention.RunAsync(Ct);

        Assert.Equal((0, 1), await LastRunAsync());
        Assert.Single(await Store.FindDueAsync(null, 10, Ct));
        await using (var db = await _node.OpenContextAsync(Ct)) Assert.Equal(0, await db.AuditEntries.CountAsync(Ct));
        await _node.ExecuteAsync("DELETE FROM later_notes", Ct);
        await Retention.RunAsync(Ct);
        Assert.Equal((1, 0), await LastRunAsync());
    }

    [Fact]
    public async Task RunAsync_TwoNodesAtOnce_DeleteItOnce()
    {
        await FillAsync();
        await EndAsync(TimeSpan.FromDays(30));
        await using var other = await ChatNode.StartAsync(_database!, _time);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? Retention : other.Get<RetentionService>()).RunAsync(Ct)));

        await using var db = await _node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == AuditActions.ConversationDeleted, Ct));
    }

    [Fact]
    public async Task RunAsync_NobodyIsLeftToRead_DoesNotWait()
    {
        var accounts = _node.Get<AccountDeletionStore>();
        await accounts.DeleteAsync(new AuditActor(_couple.A, null), null, Ct);
        await Retention.RunAsync(Ct);
        await using (var db = await _node.OpenContextAsync(Ct)) Assert.Equal(2, await db.Users.CountAsync(Ct));
        await accounts.DeleteAsync(new AuditActor(_couple.B, null), null, Ct);

        await Retention.RunAsync(Ct);

        await using var after = await _node.OpenContextAsync(Ct);
        Assert.Equal((0, 0), (await after.Relationships.CountAsync(Ct), await after.Users.CountAsync(Ct)));
    }

    [Fact]
    public async Task ErasedTables_OfEveryTableThatNamesAConversation_ForgetNone()
    {
        await using var db = await _node.OpenContextAsync(Ct);
        var there = (await ErasureProof.FindColumnsAsync(db, Ct)).Select(c => $"{c.Table}.{c.Column}");

        var listed = ErasedTables.OfMessages.Concat(ErasedTables.OfConversations).Select(t => $"{t.Name}.{ErasedTables.Columns[t.By]}");

        Assert.Equal([.. listed.Concat(["partner_conversations.relationship_id", "partner_messages.conversation_id"]).Order(StringComparer.Ordinal)], there.Order(StringComparer.Ordinal));
    }

    // In every table of theirs: texts, edits, reactions, stars, notices, blocks, a preview, names.
    private async Task FillAsync()
    {
        await _node.Get<UserSettingsStore>().RenameAsync(_couple.B, Marker, Ct);
        await _node.Get<UserSettingsStore>().ChangeAsync(_couple.A, new SettingsChange(ReadReceipts: false), Ct);
        var messages = Enumerable.Range(1, SearchBlock.Size + 8).Select(i => _couple.From(PartnerSide.A, $"{Marker} {i}"));
        var stored = await _node.Store.WriteAsync(new MessageBatch([.. messages], []), Ct);
        var first = stored.Messages[0].Message!;
        var by = (await _node.VisitAsync(_couple.A, Ct)).Participant;
        await _node.Chat.EditAsync(by, first.Id, $"{Marker}, edited", Ct);
        await _node.Chat.PutReactionAsync(by, first.Id, "❤️", Ct);
        await _node.Get<StarService>().AddAsync(by, first.Id, Ct);
        Assert.Equal(1, await _node.Get<SearchIndexStore>().IndexAsync(10, Ct));
        // An admin looked, and said why.
        await using var db = await _node.OpenContextAsync(Ct);
        db.Audit(new AuditActor(Guid.CreateVersion7(), null), _time.GetUtcNow(), AuditActions.ConversationInspected, new AuditTarget("conversation", _couple.ConversationId), Marker);
        await db.SaveChangesAsync(Ct);
    }

    private async Task EndAsync(TimeSpan ago)
    {
        await _node.Get<RelationshipStore>().EndAsync(_couple.A, null, Ct);
        _time.Advance(ago);
    }

    private async Task<(int Deleted, int Failed)> LastRunAsync()
    {
        var last = (await Retention.ReadAsync(Ct)).LastRun!;
        return (last.Deleted, last.Failed);
    }

    private async Task<(int, int, int, int)> CountAsync()
    {
        await using var db = await _node.OpenContextAsync(Ct);
        return (await db.Messages.CountAsync(Ct), await db.MessageChanges.CountAsync(Ct), await db.Notices.CountAsync(Ct), await db.SearchBlocks.CountAsync(Ct));
    }

    // The columns in which that word stands, of all that hold text.
    private async Task<IReadOnlyList<string>> FindAsync(string word)
    {
        var found = new List<string>();
        foreach (var (table, column) in await TextColumnsAsync())
        {
            await using var look = _node.Get<ChatDataSources>().Owner.CreateCommand($"SELECT count(*) FROM \"{table}\" WHERE strpos(CASE WHEN pg_typeof(\"{column}\")::text = 'bytea' THEN encode(\"{column}\"::text::bytea, 'escape') ELSE \"{column}\"::text END, $1) > 0");
            look.Parameters.Add(new NpgsqlParameter { Value = word });
            if (await look.ExecuteScalarAsync(Ct) is > 0L) found.Add($"{table}.{column}");
        }

        return found;
    }

    private async Task<List<(string Table, string Column)>> TextColumnsAsync()
    {
        await using var ask = _node.Get<ChatDataSources>().Owner.CreateCommand("""
            SELECT c.table_name, c.column_name FROM information_schema.columns c
            WHERE c.table_schema = 'public' AND c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')
            """);
        await using var reader = await ask.ExecuteReaderAsync(Ct);
        var columns = new List<(string, string)>();
        while (await reader.ReadAsync(Ct)) columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
