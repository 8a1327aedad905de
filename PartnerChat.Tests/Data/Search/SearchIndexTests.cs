using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Data.Search;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Data.Search;

/// <summary>The blocks: made once, by whoever comes first, and gone with any text in them.</summary>
public sealed class SearchIndexTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Indexer_OnAFullDatabase_MakesWhatIsMissing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await FillAsync(node, 2 * SearchBlock.Size + 1);
        var indexer = node.Get<SearchIndexer>();

        await indexer.StartAsync(Ct);

        await Eventually.HoldsAsync(async () => (await NumbersAsync(node)).SequenceEqual([0L, 1L]), Ct);
        await indexer.StopAsync(Ct);
    }

    [Fact]
    public async Task IndexAsync_TwoAtOnce_MakeEachBlockOnce()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await using var other = await ChatNode.StartAsync(database);
        await FillAsync(node, 4 * SearchBlock.Size);
        var missing = await node.Get<SearchIndexStore>().FindMissingAsync(10, Ct);

        var made = await Task.WhenAll(new[] { node, other }.SelectMany(n => missing.Select(block => n.Get<SearchIndexStore>().IndexAsync(block, Ct))));

        Assert.Equal(4, made.Count(m => m));
        Assert.Equal([0L, 1L, 2L, 3L], await NumbersAsync(node));
    }

    [Fact]
    public async Task IndexAsync_WhileAnotherNodeWorks_LeavesItToThatOne()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await using var other = await ChatNode.StartAsync(database);
        await FillAsync(node, 20 * SearchBlock.Size);

        var made = await Task.WhenAll(node.Get<SearchIndexStore>().IndexAsync(100, Ct), other.Get<SearchIndexStore>().IndexAsync(100, Ct));
        made = [.. made, await other.Get<SearchIndexStore>().IndexAsync(100, Ct)];

        Assert.Equal(20, made.Sum());
        Assert.Equal(20, (await NumbersAsync(node)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ApplyAsync_ATextOfABlockChanges_TheBlockIsGoneWithIt(bool isDeletion)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (couple, messages) = await FillAsync(node, 3 * SearchBlock.Size);
        await node.Get<SearchIndexStore>().IndexAsync(10, Ct);
        var last = messages[2 * SearchBlock.Size - 1];

        if (isDeletion) await couple.DeleteAsync(node, last, PartnerSide.A, Ct);
        else await couple.EditAsync(node, last, PartnerSide.A, "another", Ct);

        Assert.Equal([0L, 2L], await NumbersAsync(node));
        Assert.Equal(1, await node.Get<SearchIndexStore>().IndexAsync(10, Ct));
        await using var db = await node.OpenContextAsync(Ct);
        Assert.EndsWith(isDeletion ? "\x1E" : "\x1E" + "another", (await db.SearchBlocks.SingleAsync(b => b.Number == 1, Ct)).Folded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyAsync_Refused_LeavesTheBlock()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (couple, messages) = await FillAsync(node, SearchBlock.Size);
        await node.Get<SearchIndexStore>().IndexAsync(10, Ct);

        await couple.DeleteAsync(node, messages[0], PartnerSide.B, Ct);
        await couple.PutAsync(node, messages[0], PartnerSide.B, "❤️", Ct);

        Assert.Equal([0L], await NumbersAsync(node));
    }

    [Fact]
    public async Task IndexAsync_ATextChangesWhileItIsRead_MakesNoBlockOfTheOldOne()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (couple, messages) = await FillAsync(node, SearchBlock.Size);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var hold = new NpgsqlCommand("SELECT id FROM partner_conversations FOR NO KEY UPDATE", connection, transaction);
        await hold.ExecuteNonQueryAsync(Ct);
        // It has read the texts, and waits for the conversation.
        var indexing = node.Get<SearchIndexStore>().IndexAsync(new MissingBlock(couple.ConversationId, 0), Ct);
        await Eventually.HoldsAsync(() => WaitsAsync(node), Ct);
        await using var change = new NpgsqlCommand("UPDATE partner_messages SET content = 'another', change_seq = 10000 WHERE id = $1", connection, transaction)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = messages[3].Id } },
        };
        await change.ExecuteNonQueryAsync(Ct);
        await transaction.CommitAsync(Ct);

        Assert.False(await indexing);
        Assert.Empty(await NumbersAsync(node));
    }

    [Fact]
    public void Size_IsWhatTheStatementsDivideBy()
    {
        Assert.All([MessageActionSql.Delete, MessageActionSql.Edit], sql => Assert.Contains($"(t.seq - 1) / {SearchBlock.Size}", sql, StringComparison.Ordinal));
    }

    private static async Task<(Couple Couple, IReadOnlyList<MessageRecord> Messages)> FillAsync(ChatNode node, int count)
    {
        var couple = await Couple.JoinAsync(node, Ct);
        return (couple, await couple.WriteAsync(node, count, Ct));
    }

    private static async Task<IReadOnlyList<long>> NumbersAsync(ChatNode node)
    {
        await using var db = await node.OpenContextAsync(Ct);
        return await db.SearchBlocks.OrderBy(b => b.Number).Select(b => b.Number).ToListAsync(Ct);
    }

    private static async Task<bool> WaitsAsync(ChatNode node)
    {
        await using var ask = node.Database.CreateCommand("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0)");
        return await ask.ExecuteScalarAsync(Ct) is true;
    }
}
