using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>The plan that a connection for pages keeps walks indexes, wherever it was made: in a full database, a new one, and one that was never analysed.</summary>
public sealed class PagePlanTests(PostgresFixture postgres, PlannedDatabases databases) : IClassFixture<PlannedDatabases>
{
    private const string Places = "ix_partner_messages_conversation_id_seq", Bisects = "seq = ((p.lo + p.hi) / 2)";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string[]> Statements => new()
    {
        { MembershipSql.Find, "md5('c0')::uuid, md5('a0')::uuid, now()", ["pk_partner_conversations", "pk_relationship_members", "pk_relationships"] },
        { MessagePageSql.Newest, "md5('c0')::uuid, 51", [Places] },
        { MessagePageSql.Before, "md5('c0')::uuid, 51, now()", ["pk_partner_conversations", Places, Bisects, "WorkTable Scan", "seq < $"] },
        { MessagePageSql.After, "md5('c0')::uuid, 51, now()", ["pk_partner_conversations", Places, Bisects, "WorkTable Scan", "seq > $"] },
        { MessagePageSql.Changes, "md5('c0')::uuid, 101, 10000, 10000, 10000", ["pk_message_changes", Places] },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Plan_InAFullDatabase_WalksIndexes(string sql, string values, string[] parts) =>
        await AssertWalksAsync(await databases.NodeOfAsync(100_000, Ct), sql, values, parts);

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Plan_InANewDatabase_WalksIndexes(string sql, string values, string[] parts) =>
        await AssertWalksAsync(await databases.NodeOfAsync(0, Ct), sql, values, parts);

    [Fact]
    public async Task Plan_WithoutStatistics_WalksIndexes()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await node.ExecuteAsync("ALTER TABLE partner_messages SET (autovacuum_enabled = false)", Ct);
        await node.ExecuteAsync(PlannedDatabases.Fill(100_000).Replace("ANALYZE", "", StringComparison.Ordinal), Ct);

        foreach (var (sql, values, parts) in Statements.Select(s => s.Data)) await AssertWalksAsync(node, sql, values, parts);
    }

    [Fact]
    public async Task Plan_OfAPage_IsMadeOnceAConnection()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        for (var i = 0; i < 10; i++) await node.Pages.VisitSentBeforeAsync(couple.A, couple.ConversationId, null, 50, Ct);

        await using var look = node.Get<ChatDataSources>().Pages.CreateCommand("SELECT count(*), sum(generic_plans)::bigint, sum(custom_plans)::bigint FROM pg_prepared_statements");
        await using var found = await look.ExecuteReaderAsync(Ct);
        await found.ReadAsync(Ct);

        Assert.Equal((2L, 20L, 0L), (found.GetInt64(0), found.GetInt64(1), found.GetInt64(2)));
    }

    private static async Task AssertWalksAsync(ChatNode node, string sql, string values, IEnumerable<string> parts)
    {
        await using var connection = await node.Get<ChatDataSources>().Pages.OpenConnectionAsync(Ct);

        var plan = await QueryPlan.ExplainAsync(connection, sql, values, Ct);

        foreach (var other in new[] { "Seq Scan", "Bitmap", "Sort" }) Assert.DoesNotContain(other, plan, StringComparison.Ordinal);
        foreach (var part in parts) Assert.Contains(part, plan, StringComparison.Ordinal);
    }
}
