using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>Each hot statement walks its index, in a full database and in a new one, with a plan for these values and with the kept one.</summary>
public sealed class QueryPlanTests(PostgresFixture postgres, PlannedDatabases databases) : IClassFixture<PlannedDatabases>
{
    // The first of the conversations of Fill, and one of its two.
    private static readonly Guid Big = Guid.Parse("b0fce403-c178-fa57-404c-1cc4176547a8");

    private static readonly Guid PartnerOfBig = Guid.Parse("5640486d-aa68-80d6-67b7-6c958820361a");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool> Databases => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Databases))]
    public Task GetPageBeforeAsync_Plan_WalksTheIndexOfPlaces(bool isFull, bool isKept) => AssertWalksAsync(
        log => new MessageStore(log).GetPageBeforeAsync(Big, 10_000, 50, Ct), isFull, isKept, "ix_partner_messages_conversation_id_seq");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task GetNoticesBeforeAsync_Plan_ProbesPlacesAndWalksTheIndexOfTimes(bool isFull, bool isKept) => AssertWalksAsync(
        log => new NoticeStore(log).GetBeforeAsync(Big, 10_000, 50, Ct), isFull, isKept, "ix_partner_messages_conversation_id_seq", "ix_notices_conversation_id_at");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindNewsAsync_Plan_ProbesConversations(bool isFull, bool isKept) => AssertWalksAsync(
        log => new ConversationFactsStore(log).FindNewsAsync([KeyValuePair.Create(Big, 0L)], Ct), isFull, isKept, "pk_partner_conversations");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task GetPageFromAsync_Plan_WalksTheIndexOfPlaces(bool isFull, bool isKept) => AssertWalksAsync(
        log => new MessageStore(log).GetPageFromAsync(Big, 10_000, 50, Ct), isFull, isKept, "ix_partner_messages_conversation_id_seq");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindSentRangeAsync_Plan_WalksTheIndexOfPlaces(bool isFull, bool isKept) => AssertWalksAsync(
        log => new MessageStore(log).FindSentRangeAsync(Big, PartnerSide.A, 10_000, 10_500, Ct), isFull, isKept, "ix_partner_messages_conversation_id_seq");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindSentAsync_Plan_ProbesTheIndexOfClientIds(bool isFull, bool isKept) => AssertWalksAsync(
        log => new MessageStore(log).FindSentAsync(Big, PartnerSide.A, Guid.NewGuid(), Ct),
        isFull, isKept, "ix_partner_messages_conversation_id_client_message_id_sender_id");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindEndedAsync_Plan_ProbesKeys(bool isFull, bool isKept) => AssertWalksAsync(
        log => new ConversationStore(log, null!, TimeProvider.System).FindEndedAsync([Big], Ct), isFull, isKept, "pk_partner_conversations", "pk_relationships");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FindMembershipAsync_PlanInAFullDatabase_WalksFromTheUser(bool isKept)
    {
        var node = await databases.NodeOfAsync(20_000, Ct);
        var log = new CommandLog(node.Database);
        await new ConversationStore(log, null!, TimeProvider.System).FindMembershipAsync(PartnerOfBig, Ct);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        await SetAsync(connection, isKept ? "force_generic_plan" : "force_custom_plan");

        // Two indexes begin with the user, that of the relationship they are in and that of all.
        AssertWalks(await QueryPlan.ExplainAsync(connection, Assert.Single(log.Commands), Ct), "x_relationship_members_", "ix_partner_conversations_relationship_id");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task WriteAsync_Plan_ProbesIndexesOnly(bool isFull, bool isKept) => await AssertWritesAsync(await databases.NodeOfAsync(isFull ? 20_000 : 0, Ct), isKept);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_PlanFromBeforeTheFirstMessage_ProbesByWhatIsLookedFor(bool isKept)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await node.ExecuteAsync("""
            INSERT INTO relationships (id, created_at) SELECT md5('r' || g)::uuid, now() FROM generate_series(0, 2000) g;
            INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at) SELECT md5('c' || g)::uuid, md5('r' || g)::uuid, now(), now() FROM generate_series(0, 2000) g;
            ANALYZE
            """, Ct);

        await AssertWritesAsync(node, isKept);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Export_PlanOfEachStatement_WalksIndexes(bool isFull, bool isKept)
    {
        var node = await databases.NodeOfAsync(isFull ? 20_000 : 0, Ct);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        await SetAsync(connection, isKept ? "force_generic_plan" : "force_custom_plan");
        const string places = "ix_partner_messages_conversation_id_seq", notices = "ix_notices_conversation_id_at";
        var page = $"'{Big}'::uuid, 10000, 10500";
        (string Sql, string Values, string[] Indexes)[] statements =
        [
            (ExportSql.Scope, $"'{Big}'::uuid", ["pk_partner_conversations", "pk_relationships", places]),
            (ExportSql.Edits, page, [places, "pk_message_edits"]),
            (ExportSql.Quotes, $"{page}, 100", [places, "pk_partner_messages"]),
            (ExportSql.Stars, $"{page}, 'partner_a'", [places, "pk_message_stars"]),
            (ExportSql.Notices, page, [places, notices]),
            (ExportSql.Messages, page, [places]),
            (ExportSql.NoticesAfter, $"'{Big}'::uuid, now(), '{Guid.Empty}'::uuid, 100", [notices]),
            // Of one that has most of all messages it might as well read the table.
            (ExportSql.Counts, "md5('c1')::uuid, 100, ARRAY[now(), now()]", [places]),
        ];

        foreach (var (sql, values, indexes) in statements) AssertWalks(await QueryPlan.ExplainAsync(connection, sql, values, Ct), indexes);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindConversationsAsync_ToExportPlan_WalksFromTheUser(bool isFull, bool isKept) => AssertWalksAsync(
        log => new ExportStore(null!, log, TimeProvider.System).FindConversationsAsync(PartnerOfBig, Ct), isFull, isKept, "ix_partner_conversations_relationship_id");

    private static async Task AssertWritesAsync(ChatNode node, bool isKept)
    {
        await using var connection = await node.Get<ChatDataSources>().Writers.OpenConnectionAsync(Ct);
        if (!isKept) await SetAsync(connection, "force_custom_plan");
        var values = $"""
            ARRAY[gen_random_uuid()], ARRAY['{Big}'::uuid], ARRAY['partner_a'], ARRAY[gen_random_uuid()], ARRAY['text'], ARRAY[gen_random_uuid()],
            ARRAY['{Big}'::uuid], ARRAY['partner_b'], ARRAY[0::bigint], ARRAY[100::bigint], ARRAY[100::bigint], ARRAY[100::bigint], 500
            """;

        var locking = await QueryPlan.ExplainAsync(connection, MessageWriteSql.Lock, $"ARRAY['{Big}'::uuid]", Ct);
        var writing = await QueryPlan.ExplainAsync(connection, MessageWriteSql.Write, values, Ct);

        AssertWalks(locking, "pk_partner_conversations");
        AssertWalks(
            writing, "pk_partner_conversations", "pk_partner_messages", "ix_partner_messages_conversation_id_seq", "ix_partner_messages_conversation_id_client_message_id_sender_id", "Tid Scan",
            "Index Cond: ((conversation_id = i.conversation_id) AND (client_message_id = i.client_message_id)", "Index Cond: ((conversation_id = b.conversation_id) AND (seq > LEAST(");
    }

    private Task AssertWalksAsync(Func<CommandLog, Task> read, bool isFull, bool isKept, params string[] indexes) =>
        AssertWalksAsync(read, isFull, isKept, messages: 20_000, indexes);

    private async Task AssertWalksAsync(Func<CommandLog, Task> read, bool isFull, bool isKept, int messages, params string[] indexes)
    {
        var node = await databases.NodeOfAsync(isFull ? messages : 0, Ct);
        var log = new CommandLog(node.Database);
        await read(log);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        await SetAsync(connection, isKept ? "force_generic_plan" : "force_custom_plan");

        AssertWalks(await QueryPlan.ExplainAsync(connection, Assert.Single(log.Commands), Ct), indexes);
    }

    private static void AssertWalks(string plan, params string[] indexes)
    {
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        foreach (var index in indexes) Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    private static async Task SetAsync(NpgsqlConnection connection, string mode)
    {
        await using var set = new NpgsqlCommand($"SET plan_cache_mode = {mode}", connection);
        await set.ExecuteNonQueryAsync(Ct);
    }
}
