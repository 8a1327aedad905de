using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>What is done to one message probes by what is named, in a full database, in a new one, and in one that had a single row of each when its plan was made.</summary>
public sealed class MessageActionPlanTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public Task Delete_Plan_ProbesIndexesOnly(int messages) => AssertProbesAsync(
        MessageActionSql.Delete, "", messages, "pk_partner_messages", "pk_partner_conversations", "pk_message_edits", "pk_message_reactions", "pk_message_stars", "ix_partner_messages_conversation_id_seq");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public Task Edit_Plan_ProbesIndexesOnly(int messages) => AssertProbesAsync(MessageActionSql.Edit, ", 'text'", messages, "pk_partner_messages", "pk_partner_conversations");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public Task React_Plan_ProbesIndexesOnly(int messages) =>
        AssertProbesAsync(MessageActionSql.React, ", '❤️', true", messages, "pk_partner_messages", "pk_partner_conversations", "pk_message_reactions");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public async Task Read_Plan_ProbesTheKey(int messages)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        if (messages > 0) await FillAsync(node, messages);
        await using var connection = await node.Get<ChatDataSources>().Writers.OpenConnectionAsync(Ct);

        AssertProbes(await QueryPlan.ExplainAsync(connection, MessageActionSql.Read, "gen_random_uuid()", Ct), "pk_partner_messages");
    }

    private async Task AssertProbesAsync(string sql, string more, int messages, params string[] indexes)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        if (messages > 0) await FillAsync(node, messages);
        await using var connection = await node.Get<ChatDataSources>().Writers.OpenConnectionAsync(Ct);

        AssertProbes(await QueryPlan.ExplainAsync(connection, sql, $"gen_random_uuid(), gen_random_uuid(), 'partner_a'{more}", Ct), indexes);
    }

    private static void AssertProbes(string plan, params string[] indexes)
    {
        foreach (var walk in new[] { "Seq Scan", "Join Filter", "Index Cond: (conversation_id = $2)" }) Assert.DoesNotContain(walk, plan, StringComparison.Ordinal);
        foreach (var index in indexes) Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    private static async Task FillAsync(ChatNode node, int messages)
    {
        var couple = await Couple.JoinAsync(node, Ct);
        for (var i = 0; i < messages; i += 500) await couple.WriteAsync(node, Math.Min(500, messages), Ct);
        await node.ExecuteAsync("INSERT INTO message_edits SELECT id, now(), content FROM partner_messages", Ct);
        await node.ExecuteAsync("INSERT INTO message_stars (message_id, partner_id, at) SELECT id, 'partner_a', now() FROM partner_messages", Ct);
        await node.ExecuteAsync("INSERT INTO message_reactions (message_id, partner_id, emoji, at) SELECT id, 'partner_a', '❤️', now() FROM partner_messages", Ct);
        await node.ExecuteAsync("INSERT INTO message_search_blocks (conversation_id, number, folded) SELECT DISTINCT conversation_id, (seq - 1) / 512, 'text' FROM partner_messages", Ct);
        await node.ExecuteAsync("ANALYZE", Ct);
    }
}
