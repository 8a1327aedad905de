using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>Each hot statement walks its index, in a full database and in a new one, with a plan for these values and with the kept one.</summary>
public sealed class QueryPlanTests(PostgresFixture postgres)
{
    private static string Fill(int messages) => $"""
        INSERT INTO relationships (id, created_at) SELECT md5('r' || g)::uuid, now() FROM generate_series(0, 2000) g;
        INSERT INTO users (id, user_name, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, created_at)
            SELECT md5(side || g)::uuid, side || g, false, false, false, false, 0, now() FROM generate_series(0, 2000) g, unnest(ARRAY['a', 'b']) side;
        INSERT INTO relationship_members (relationship_id, side, user_id, display_name, joined_at)
            SELECT md5('r' || g)::uuid, 'partner_' || side, md5(side || g)::uuid, side, now() FROM generate_series(0, 2000) g, unnest(ARRAY['a', 'b']) side;
        INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at, last_seq, last_change_seq, message_count, last_sent_at)
            SELECT md5('c' || g)::uuid, md5('r' || g)::uuid, now(), now(), n, n, n, now()
            FROM generate_series(0, 2000) g, LATERAL (SELECT CASE WHEN g = 0 THEN {messages} WHEN g <= 200 THEN 100 ELSE 0 END AS n) n;
        INSERT INTO partner_messages (id, conversation_id, sender_id, content, seq, first_change_seq, change_seq, sent_at, created_at, client_message_id)
            SELECT gen_random_uuid(), c.id, CASE s % 2 WHEN 0 THEN 'partner_a' ELSE 'partner_b' END, repeat('word ', 20), s, s, s,
                now() + s * interval '1 second', now(), gen_random_uuid()
            FROM partner_conversations c, generate_series(1, c.last_seq) s;
        INSERT INTO notices (id, conversation_id, kind, at, fact_seq)
            SELECT gen_random_uuid(), c.id, 'receipts_off', now() + k * interval '1 hour', k FROM partner_conversations c, generate_series(1, 5) k;
        INSERT INTO message_changes (conversation_id, change_seq, seq, made) SELECT conversation_id, seq, seq, true FROM partner_messages;
        ANALYZE
        """;

    private const string Marks = """
        UPDATE partner_messages SET edited_at = sent_at WHERE seq % 10 = 0;
        INSERT INTO message_edits (message_id, replaced_at, content) SELECT id, edited_at, content FROM partner_messages WHERE edited_at IS NOT NULL;
        INSERT INTO message_stars (message_id, partner_id, at) SELECT id, 'partner_a', sent_at FROM partner_messages WHERE seq % 10 = 1;
        ANALYZE
        """;

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
    public Task GetChangesAsync_Plan_WalksTheLogAndProbesPlaces(bool isFull, bool isKept) => AssertWalksAsync(
        log => new MessageStore(log).GetChangesAsync(Big, 10_000, 100, Ct), isFull, isKept, "pk_message_changes", "ix_partner_messages_conversation_id_seq");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task GetSentBeforeAsync_NoTimePlan_WalksTheIndexOfPlaces(bool isFull, bool isKept) => AssertWalksAsync(
        log => new MessageStore(log).GetSentBeforeAsync(Big, null, 50, Ct), isFull, isKept, "ix_partner_messages_conversation_id_seq");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task GetSentBeforeAsync_Plan_ProbesPlacesAndWalksFromThere(bool isFull, bool isKept) => AssertBisectsAsync(
        log => new MessageStore(log).GetSentBeforeAsync(Big, TimeProvider.System.GetUtcNow(), 50, Ct), isFull, isKept);

    [Theory]
    [MemberData(nameof(Databases))]
    public Task GetSentAfterAsync_Plan_ProbesPlacesAndWalksFromThere(bool isFull, bool isKept) => AssertBisectsAsync(
        log => new MessageStore(log).GetSentAfterAsync(Big, TimeProvider.System.GetUtcNow(), 50, Ct), isFull, isKept);

    [Fact]
    public async Task GetSentAsync_PlanWithoutStatistics_SortsNoConversation()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await node.ExecuteAsync("ALTER TABLE partner_messages SET (autovacuum_enabled = false)", Ct);
        await node.ExecuteAsync(Fill(100_000).Replace("ANALYZE", "", StringComparison.Ordinal), Ct);
        var log = new CommandLog(node.Database);
        var (store, now) = (new MessageStore(log), TimeProvider.System.GetUtcNow());
        await store.GetSentBeforeAsync(Big, null, 50, Ct);
        await store.GetSentBeforeAsync(Big, now.AddHours(20), 50, Ct);
        await store.GetSentAfterAsync(Big, now.AddHours(2), 50, Ct);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);

        foreach (var command in log.Commands)
        {
            var plan = await QueryPlan.ExplainAsync(connection, command, Ct);
            AssertWalks(plan, "ix_partner_messages_conversation_id_seq");
            Assert.DoesNotContain("Bitmap", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindSentAsync_Plan_ProbesTheIndexOfClientIds(bool isFull, bool isKept) => AssertWalksAsync(
        log => new MessageStore(log).FindSentAsync(Big, PartnerSide.A, Guid.NewGuid(), Ct),
        isFull, isKept, "ix_partner_messages_client_message_id_conversation_id_sender_id");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindMembershipAsync_OfAConversationPlan_WalksFromTheConversation(bool isFull, bool isKept) => AssertWalksAsync(
        log => new ConversationStore(log, TimeProvider.System).FindMembershipAsync(PartnerOfBig, Big, Ct),
        isFull, isKept, "pk_partner_conversations", "pk_relationship_members", "pk_relationships");

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindEndedAsync_Plan_ProbesKeys(bool isFull, bool isKept) => AssertWalksAsync(
        log => new ConversationStore(log, TimeProvider.System).FindEndedAsync([Big], Ct), isFull, isKept, "pk_partner_conversations", "pk_relationships");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FindMembershipAsync_PlanInAFullDatabase_WalksFromTheUser(bool isKept)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await node.ExecuteAsync(Fill(20_000), Ct);
        var log = new CommandLog(node.Database);
        await new ConversationStore(log, TimeProvider.System).FindMembershipAsync(PartnerOfBig, Ct);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        await SetAsync(connection, isKept ? "force_generic_plan" : "force_custom_plan");

        // Two indexes begin with the user, that of the relationship they are in and that of all.
        AssertWalks(await QueryPlan.ExplainAsync(connection, Assert.Single(log.Commands), Ct), "x_relationship_members_", "ix_partner_conversations_relationship_id");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task WriteAsync_Plan_ProbesIndexesOnly(bool isFull, bool isKept)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        if (isFull) await node.ExecuteAsync(Fill(20_000), Ct);
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
            writing, "pk_partner_conversations", "pk_partner_messages", "ix_partner_messages_conversation_id_seq", "ix_partner_messages_client_message_id_conversation_id_sender_id", "Tid Scan");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Export_PlanOfEachStatement_WalksIndexes(bool isFull, bool isKept)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        if (isFull) await node.ExecuteAsync($"{Fill(20_000)};{Marks}", Ct);
        await using var connection = await node.Database.OpenConnectionAsync(Ct);
        await SetAsync(connection, isKept ? "force_generic_plan" : "force_custom_plan");
        const string places = "ix_partner_messages_conversation_id_seq", notices = "ix_notices_conversation_id_at";
        var page = $"'{Big}'::uuid, 10000, 10500";
        (string Sql, string Values, string[] Indexes)[] statements =
        [
            (ExportSql.Scope, $"'{Big}'::uuid", ["pk_partner_conversations", "pk_relationships", places]),
            (ExportSql.Edits, page, [places, "message_edits"]),
            (ExportSql.Quotes, $"{page}, 100", [places, "pk_partner_messages"]),
            (ExportSql.Stars, $"{page}, 'partner_a'", [places, "pk_message_stars"]),
            (ExportSql.Notices, page, [places, notices]),
            (ExportSql.Messages, page, [places]),
            (ExportSql.NoticesAfter, $"'{Big}'::uuid, now(), '{Guid.Empty}'::uuid, 100", [notices]),
            // Of one that has all messages it might as well read the table.
            (ExportSql.Counts, $"md5('c1')::uuid, 100, ARRAY[now(), now()]", [places]),
        ];

        foreach (var (sql, values, indexes) in statements) AssertWalks(await QueryPlan.ExplainAsync(connection, sql, values, Ct), indexes);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public Task FindConversationsAsync_ToExportPlan_WalksFromTheUser(bool isFull, bool isKept) => AssertWalksAsync(
        log => new ExportStore(null!, log, TimeProvider.System).FindConversationsAsync(PartnerOfBig, Ct), isFull, isKept, "ix_partner_conversations_relationship_id");

    private Task AssertBisectsAsync(Func<CommandLog, Task> read, bool isFull, bool isKept) => AssertWalksAsync(
        read, isFull, isKept, messages: 100_000, "pk_partner_conversations", "ix_partner_messages_conversation_id_seq", "seq = ((p_1.lo + p_1.hi) / 2)", "WorkTable Scan");

    private Task AssertWalksAsync(Func<CommandLog, Task> read, bool isFull, bool isKept, params string[] indexes) =>
        AssertWalksAsync(read, isFull, isKept, messages: 20_000, indexes);

    private async Task AssertWalksAsync(Func<CommandLog, Task> read, bool isFull, bool isKept, int messages, params string[] indexes)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        if (isFull) await node.ExecuteAsync(Fill(messages), Ct);
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
