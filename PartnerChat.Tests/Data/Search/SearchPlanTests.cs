using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data.Search;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Search;

/// <summary>A search walks its conversation's blocks, and reads the messages of those alone that have none: in a full database and in a new one.</summary>
public sealed class SearchPlanTests(PostgresFixture postgres)
{
    private const string PlacesIndex = "ix_partner_messages_conversation_id_seq";
    private const string BlocksKey = "pk_message_search_blocks";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool> Databases => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task FindAsync_Plans_ProbeBlocksAndPlaces(bool isFull, bool isKept)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await FillAsync(node, isFull);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        await using (var set = new NpgsqlCommand($"SET plan_cache_mode = {(isKept ? "force_generic_plan" : "force_custom_plan")}", connection)) await set.ExecuteNonQueryAsync(Ct);
        var log = new CommandLog(node.Database);
        await using var db = log.CreateDbContext();

        await SearchStore.Blocks(db, couple.ConversationId, "x", 0, 5, 21).ToListAsync(Ct);
        await SearchStore.Texts(db, couple.ConversationId, 1, SearchBlock.Size).ToListAsync(Ct);
        await SearchStore.Messages(db, couple.ConversationId, [1]).ToListAsync(Ct);

        var plans = new List<string>();
        foreach (var command in log.Commands) plans.Add(await QueryPlan.ExplainAsync(connection, command, Ct));
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
        Assert.Equal([BlocksKey, PlacesIndex, PlacesIndex], plans.Select(plan => plan.Contains(BlocksKey, StringComparison.Ordinal) ? BlocksKey : plan.Contains(PlacesIndex, StringComparison.Ordinal) ? PlacesIndex : plan));
    }

    [Fact]
    public async Task FindAsync_RareWordsInIndexedBlocks_ReadsNoMessagesButTheLastOnes()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await FillAsync(node, isFull: true);
        var log = new CommandLog(node.Database);

        var page = await new SearchStore(log).FindAsync(couple.ConversationId, "quinces", null, 20, Ct);

        Assert.Empty(page.Messages);
        // The newest messages are in no full block; of what is in blocks no message is read.
        Assert.Single(log.Commands, c => c.Text.Contains("partner_messages", StringComparison.Ordinal));
    }

    private static async Task<Couple> FillAsync(ChatNode node, bool isFull)
    {
        var couple = await Couple.JoinAsync(node, Ct);
        if (!isFull) return couple;
        for (var i = 0; i < 40; i++) await couple.WriteAsync(node, 500, Ct);
        await node.Get<SearchIndexStore>().IndexAsync(1_000, Ct);
        await node.ExecuteAsync("ANALYZE", Ct);
        return couple;
    }
}
