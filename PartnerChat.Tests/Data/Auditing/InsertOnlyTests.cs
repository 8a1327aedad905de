using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Auditing;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Auditing;

/// <summary>The audit log can be added to, and nothing else, by the app and by the owner of the tables.</summary>
public sealed class InsertOnlyTests(PostgresFixture postgres)
{
    private static readonly string[] Deeds =
    [
        "UPDATE audit_entries SET action = 'nothing'", "DELETE FROM audit_entries", "TRUNCATE audit_entries CASCADE",
        "UPDATE audit_reasons SET reason = 'none'", "DELETE FROM audit_reasons", "TRUNCATE audit_reasons",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Attempts => new(Deeds.SelectMany(d => new[] { (d, true), (d, false) }));

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task AuditTables_ChangedOrEmptied_Refuse(string deed, bool asOwner)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await WriteAsync(node, new AuditTarget("conversation", (await Couple.JoinAsync(node, Ct)).ConversationId));

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => DoAsync(asOwner ? node.Get<ChatDataSources>().Owner : node.Database, deed));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        Assert.Equal(asOwner, refusal.MessageText.Contains("insert only", StringComparison.Ordinal));
        Assert.Equal((1, 1), await CountAsync(node));
    }

    [Fact]
    public async Task AuditTables_TriggersSwitchedOffForTheSession_StillRefuse()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await WriteAsync(node, new AuditTarget("conversation", (await Couple.JoinAsync(node, Ct)).ConversationId));

        await Assert.ThrowsAsync<PostgresException>(() => DoAsync(node.Get<ChatDataSources>().Owner, "SET session_replication_role = replica; DELETE FROM audit_reasons"));

        Assert.Equal((1, 1), await CountAsync(node));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("29 days")]
    public async Task EraseAuditReasons_ConversationStillThere_Refuses(string? endedAgo)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await WriteAsync(node, new AuditTarget("conversation", couple.ConversationId));
        if (endedAgo is not null) await node.ExecuteAsync($"UPDATE relationships SET ended_at = now() - interval '{endedAgo}', ended_by = 'partner_a'", Ct);

        await Assert.ThrowsAsync<PostgresException>(() => EraseAsync(node, couple.ConversationId));

        Assert.Equal((1, 1), await CountAsync(node));
    }

    [Theory]
    [InlineData("UPDATE relationships SET ended_at = now() - interval '31 days', ended_by = 'partner_a'")]
    [InlineData("DELETE FROM partner_conversations")]
    public async Task EraseAuditReasons_ConversationLongEndedOrGone_TakesTheReasonAndKeepsTheEntry(string before)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await WriteAsync(node, new AuditTarget("conversation", couple.ConversationId));
        await node.ExecuteAsync(before, Ct);

        var erased = await EraseAsync(node, couple.ConversationId);

        Assert.Equal((1, (1, 0)), (erased, await CountAsync(node)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EraseAuditReasons_OfAnAccount_WorksOnceItIsGone(bool isThere)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var account = Guid.CreateVersion7();
        if (isThere) await node.ExecuteAsync("INSERT INTO users (id, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count) VALUES ($1, false, false, false, false, 0)", Ct, account);
        await WriteAsync(node, new AuditTarget("account", account));

        var fault = await Record.ExceptionAsync(() => EraseAsync(node, account));

        Assert.Equal((isThere, (1, isThere ? 1 : 0)), (fault is PostgresException, await CountAsync(node)));
    }

    private static async Task WriteAsync(ChatNode node, AuditTarget target)
    {
        await using var db = await node.OpenContextAsync(Ct);
        db.Audit(new AuditActor(Guid.CreateVersion7(), "127.0.0.1"), DateTimeOffset.UtcNow, AuditActions.ConversationInspected, target, "somebody asked for it");
        await db.SaveChangesAsync(Ct);
    }

    private static async Task DoAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<int> EraseAsync(ChatNode node, Guid target)
    {
        await using var command = node.Database.CreateCommand("SELECT erase_audit_reasons($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = target });
        return (int)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static async Task<(long Entries, long Reasons)> CountAsync(ChatNode node)
    {
        await using var command = node.Database.CreateCommand("SELECT (SELECT count(*) FROM audit_entries), (SELECT count(*) FROM audit_reasons)");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        await reader.ReadAsync(Ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
