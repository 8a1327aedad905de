using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Listings;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Listings;

/// <summary>What the admin's list orders by follows what happens, from what is stored.</summary>
public sealed class ListingStoreTests(PostgresFixture postgres)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpdateAsync_NewConversation_IsFoundByAPartOfEitherNameInAnyCase()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await node.Get<UserSettingsStore>().RenameAsync(couple.B, "Zsófia", Ct);

        await UpdateAsync(node);

        foreach (var search in new[] { "NOR", "ora", "sofi", "zsofia nora", "ó" }) Assert.Equal([couple.ConversationId], await FindAsync(node, search));
        Assert.Empty(await FindAsync(node, "sami"));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(36)]
    public async Task ListAsync_BeginningOfAnId_FindsItsConversation(int length)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);

        Assert.Equal([couple.ConversationId], await FindAsync(node, couple.ConversationId.ToString()[..length].ToUpperInvariant()));
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("nora:* | sami")]
    [InlineData("(nora & !)")]
    [InlineData("\0")]
    [InlineData("nora\0sami")]
    public async Task ListAsync_NaughtySearch_IsOnlyText(string search)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        await Couple.JoinAsync(node, Ct);
        await UpdateAsync(node);

        await FindAsync(node, search);
    }

    [Fact]
    public async Task ListAsync_NameThatFoldsToMuch_IsListed()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await node.Get<UserSettingsStore>().RenameAsync(couple.A, string.Concat(Enumerable.Repeat("\uFDFA", 50)), Ct);
        await node.Get<UserSettingsStore>().RenameAsync(couple.B, string.Concat(Enumerable.Repeat("\U0001F469", 50)), Ct);

        await UpdateAsync(node);

        Assert.False((await ListingAsync(node, couple)).IsStale);
    }

    [Fact]
    public async Task UpdateAsync_Messages_AreCountedOnceHoweverOftenItRuns()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 7, Ct);

        await UpdateAsync(node);
        await couple.WriteAsync(node, 5, Ct);
        await UpdateAsync(node);
        await UpdateAsync(node);

        var listing = await ListingAsync(node, couple);
        Assert.Equal((12, 12, 12L), (listing.MessageCount, listing.RecentCount, listing.CountedSeq));
        Assert.Equal(12, (await node.Get<MessageCountStore>().GetSinceAsync(_time.GetUtcNow().AddDays(-1), Ct)).Sum(q => q.Messages));
    }

    [Fact]
    public async Task UpdateAsync_MoreThanARound_BringsAllUpToDate()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        for (var i = 0; i < 5; i++) await (await Couple.JoinAsync(node, Ct)).WriteAsync(node, 1, Ct);

        Assert.Equal(5, await node.Get<ListingStore>().UpdateAsync(DateOnly.MinValue, 2, Ct));
        Assert.Equal(0, await node.Get<ListingStore>().UpdateAsync(DateOnly.MinValue, 2, Ct));
    }

    [Fact]
    public async Task UpdateAsync_AFewNewOfManyWithoutStatistics_ReadsOnlyTheNewOnes()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        await node.ExecuteAsync("""
            ALTER TABLE partner_messages SET (autovacuum_enabled = false);
            ALTER TABLE conversation_listings SET (autovacuum_enabled = false);
            INSERT INTO relationships (id, created_at) SELECT md5('r' || g)::uuid, now() FROM generate_series(1, 200) g;
            INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at, last_seq, last_change_seq, message_count)
                SELECT md5('c' || g)::uuid, md5('r' || g)::uuid, now(), now(), 1000, 1000, 1000 FROM generate_series(1, 200) g;
            INSERT INTO partner_messages (id, conversation_id, sender_id, content, seq, first_change_seq, change_seq, sent_at, created_at)
                SELECT gen_random_uuid(), c.id, 'partner_a', repeat('word ', 20), s, s, s, now(), now() FROM partner_conversations c, generate_series(1, 1000) s;
            UPDATE conversation_listings SET counted_seq = 995, day_seq = 995
            """, Ct);
        var log = new CommandLog(node.Database);

        Assert.Equal(200, await new ListingStore(log, _time).UpdateAsync(DateOnly.MinValue, 200, Ct));

        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        var counting = Assert.Single(log.Commands, c => c.Text.Contains("partner_messages", StringComparison.Ordinal));
        var plan = await QueryPlan.ExplainAsync(connection, counting, Ct);
        Assert.DoesNotContain("Seq Scan on partner_messages", plan, StringComparison.Ordinal);
        Assert.Contains("ix_partner_messages_conversation_id_seq", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateAsync_NothingNew_TouchesNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        await (await Couple.JoinAsync(node, Ct)).WriteAsync(node, 3, Ct);
        await UpdateAsync(node);

        Assert.Equal(0, await node.Get<ListingStore>().UpdateAsync(DateOnly.MinValue, 100, Ct));
    }

    [Fact]
    public async Task UpdateAsync_DeletedMessages_LeaveTheDaysButNotTheCountOfWhatWasWritten()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        var written = await couple.WriteAsync(node, 6, Ct);
        await UpdateAsync(node);
        foreach (var message in written.Take(2)) await couple.DeleteAsync(node, message, PartnerSide.A, Ct);
        await couple.WriteAsync(node, 1, Ct);

        await UpdateAsync(node);

        Assert.Equal(5, (await ListingAsync(node, couple)).RecentCount);
        Assert.Equal(7, (await node.Get<MessageCountStore>().GetSinceAsync(_time.GetUtcNow().AddDays(-1), Ct)).Sum(q => q.Messages));
    }

    [Fact]
    public async Task ExpireAsync_After30Days_RecentIsWhatIsLeft()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 4, Ct);
        await node.ExecuteAsync("UPDATE partner_messages SET sent_at = sent_at - interval '29 days' WHERE seq <= 3", Ct);
        await UpdateAsync(node);
        Assert.Equal(4, (await ListingAsync(node, couple)).RecentCount);

        _time.Advance(TimeSpan.FromDays(1));
        await node.Get<ListingStore>().ExpireAsync(Ct);

        Assert.Equal(1, (await ListingAsync(node, couple)).RecentCount);
    }

    [Fact]
    public async Task EndAsync_Conversation_IsAmongTheFrozenAtOnce()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await node.Get<RelationshipStore>().EndAsync(couple.A, Ct);

        var frozen = await node.Get<ConversationListStore>().ListAsync(new ConversationQuery(IsActive: false), Ct);

        var row = Assert.Single(frozen.Items);
        Assert.Equal((couple.ConversationId, false), (row.Id, row.IsActive));
        Assert.NotNull(row.EndedAt);
        Assert.Equal(new ConversationTotals(1, 0), await node.Get<ConversationListStore>().CountAsync(Ct));
    }

    [Fact]
    public async Task UpdateAsync_TwoNodesAtOnce_CountOnce()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        await using var other = await ChatNode.StartAsync(database, _time);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 50, Ct);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => UpdateAsync(i % 2 == 0 ? node : other)));
        await UpdateAsync(node);

        Assert.Equal(50, (await ListingAsync(node, couple)).RecentCount);
    }

    private static async Task UpdateAsync(ChatNode node) => await node.Get<ListingStore>().UpdateAsync(DateOnly.MinValue, 100, Ct);

    private static async Task<IReadOnlyList<Guid>> FindAsync(ChatNode node, string search) =>
        [.. (await node.Get<ConversationListStore>().ListAsync(new ConversationQuery(search), Ct)).Items.Select(i => i.Id)];

    private static async Task<ConversationListing> ListingAsync(ChatNode node, Couple couple)
    {
        await using var db = await node.OpenContextAsync(Ct);
        return await db.ConversationListings.AsNoTracking().SingleAsync(l => l.ConversationId == couple.ConversationId, Ct);
    }
}
