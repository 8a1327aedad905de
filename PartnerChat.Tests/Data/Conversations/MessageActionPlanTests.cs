using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>What is done to one message walks indexes only, in a full database and in a new one.</summary>
public sealed class MessageActionPlanTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Delete_Plan_ProbesIndexesOnly(bool isFull) => AssertProbesAsync(
        MessageActionSql.Delete, "", isFull, "pk_partner_messages", "pk_partner_conversations", "pk_message_edits", "pk_message_reactions", "pk_message_stars", "ix_partner_messages_conversation_id_seq");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Edit_Plan_ProbesIndexesOnly(bool isFull) => AssertProbesAsync(MessageActionSql.Edit, ", 'text'", isFull, "pk_partner_messages", "pk_partner_conversations");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task React_Plan_ProbesIndexesOnly(bool isFull) =>
        AssertProbesAsync(MessageActionSql.React, ", '❤️', true", isFull, "pk_partner_messages", "pk_partner_conversations", "pk_message_reactions");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_Plan_ProbesTheKey(bool isFull)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        if (isFull) await FillAsync(node);
        await using var connection = await node.Get<ChatDataSources>().Writers.OpenConnectionAsync(Ct);

        AssertProbes(await QueryPlan.ExplainAsync(connection, MessageActionSql.Read, "gen_random_uuid()", Ct), "pk_partner_messages");
    }

    private async Task AssertProbesAsync(string sql, string more, bool isFull, params string[] indexes)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        if (isFull) await FillAsync(node);
        await using var connection = await node.Get<ChatDataSources>().Writers.OpenConnectionAsync(Ct);

        AssertProbes(await QueryPlan.ExplainAsync(connection, sql, $"gen_random_uuid(), gen_random_uuid(), 'partner_a'{more}", Ct), indexes);
    }

    private static void AssertProbes(string plan, params string[] indexes)
    {
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        foreach (var index in indexes) Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    private static async Task FillAsync(ChatNode node)
    {
        var couple = await Couple.JoinAsync(node, Ct);
        for (var i = 0; i < 20; i++) await couple.WriteAsync(node, 500, Ct);
        await node.ExecuteAsync("INSERT INTO message_edits SELECT id, now(), content FROM partner_messages", Ct);
        await node.ExecuteAsync("INSERT INTO message_stars (message_id, partner_id, at) SELECT id, 'partner_a', now() FROM partner_messages", Ct);
        await node.ExecuteAsync("ANALYZE", Ct);
    }
}
