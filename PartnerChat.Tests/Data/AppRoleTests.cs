using Npgsql;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data;

/// <summary>The app works as a role that owns nothing, and a start that cannot have it says so.</summary>
public sealed class AppRoleTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pools_EachConnectionAlsoOneUsedBefore_IsTheRoleAndNoSuperuser()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var sources = new ChatDataSources(database.ConnectionString);
        var role = AppRole.NameFor(new NpgsqlConnectionStringBuilder(database.ConnectionString));

        var seen = new List<string>();
        foreach (var pool in new[] { sources.Readers, sources.Writers, sources.Readers, sources.Writers })
            seen.Add(await AskAsync(pool, "SELECT current_user || ' ' || current_setting('is_superuser')"));

        Assert.Equal(Enumerable.Repeat($"{role} off", 4), seen);
    }

    [Theory]
    [InlineData("CREATE TABLE mine (id int)")]
    [InlineData("ALTER TABLE audit_entries DISABLE TRIGGER ALL")]
    [InlineData("DROP TABLE notices")]
    [InlineData("TRUNCATE partner_messages")]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\"")]
    [InlineData("CREATE ROLE another")]
    [InlineData("SET session_replication_role = replica")]
    public async Task App_WhatOnlyTheOwnerMayDo_IsRefused(string deed)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var sources = new ChatDataSources(database.ConnectionString);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(sources.Readers, deed));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task BringUpToDateAsync_RightsThatWereLostOrGained_ArePutRight()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var sources = new ChatDataSources(database.ConnectionString);
        var role = AppRole.NameFor(new NpgsqlConnectionStringBuilder(database.ConnectionString));
        await AskAsync(sources.Owner, $"REVOKE ALL ON notices FROM \"{role}\"; GRANT UPDATE (reason), DELETE ON audit_reasons TO \"{role}\"; GRANT CREATE ON SCHEMA public TO \"{role}\"");

        await ChatSchema.BringUpToDateAsync(sources.Owner, Ct);

        Assert.Equal("true false false false", await AskAsync(sources.Readers, """
            SELECT concat_ws(' ', has_table_privilege('notices', 'INSERT')::text, has_table_privilege('audit_reasons', 'DELETE')::text,
                has_any_column_privilege('audit_reasons', 'UPDATE')::text, has_schema_privilege('public', 'CREATE')::text)
            """));
    }

    [Fact]
    public async Task BringUpToDateAsync_UserWhoMayMakeRolesManyAtOnce_MakesTheRole()
    {
        await using var owner = await Owner.MakeAsync(postgres, "CREATEROLE");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ChatSchema.BringUpToDateAsync(owner.Sources.Owner, Ct)));

        Assert.Equal(owner.Name + "_app", await AskAsync(owner.Sources.Readers, "SELECT current_user::text FROM (SELECT count(*) FROM audit_entries) x"));
    }

    [Fact]
    public async Task BringUpToDateAsync_UserWhoMayNot_IsToldWhatAnAdministratorRuns()
    {
        await using var owner = await Owner.MakeAsync(postgres, "");

        var refusal = await Assert.ThrowsAsync<AppRoleException>(() => ChatSchema.BringUpToDateAsync(owner.Sources.Owner, Ct));

        var said = refusal.Message.Split('\n').Select(l => l.Trim()).Where(l => l.EndsWith(';')).ToList();
        Assert.Equal(2, said.Count);
        foreach (var sql in said) await AskAsync(owner.Administrator, sql);
        await ChatSchema.BringUpToDateAsync(owner.Sources.Owner, Ct);
        Assert.Equal(owner.Name + "_app", await AskAsync(owner.Sources.Readers, "SELECT current_user::text"));
    }

    [Fact]
    public async Task BringUpToDateAsync_RoleThatMayTooMuch_IsRefused()
    {
        await using var owner = await Owner.MakeAsync(postgres, "");
        await AskAsync(owner.Administrator, $"CREATE ROLE {owner.Name}_app SUPERUSER; GRANT {owner.Name}_app TO {owner.Name}");

        var refusal = await Assert.ThrowsAsync<AppRoleException>(() => ChatSchema.BringUpToDateAsync(owner.Sources.Owner, Ct));

        Assert.Contains("more than it should", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Ct) as string ?? "";
    }

    /// <summary>A user of their own with an empty database of their own.</summary>
    private sealed class Owner : IAsyncDisposable
    {
        private readonly TestDatabase _near;

        private Owner(TestDatabase near)
        {
            _near = near;
            Administrator = NpgsqlDataSource.Create(near.ConnectionString);
            Sources = new ChatDataSources(new NpgsqlConnectionStringBuilder(near.ConnectionString) { Database = Name, Username = Name, Password = Name }.ConnectionString);
        }

        public string Name { get; } = $"pc_owner_{Guid.NewGuid():N}";

        public NpgsqlDataSource Administrator { get; }

        public ChatDataSources Sources { get; }

        public static async Task<Owner> MakeAsync(PostgresFixture postgres, string rights)
        {
            var owner = new Owner(await postgres.CreateDatabaseAsync(Ct));
            await AskAsync(owner.Administrator, $"CREATE ROLE {owner.Name} LOGIN PASSWORD '{owner.Name}' {rights}");
            await AskAsync(owner.Administrator, $"CREATE DATABASE {owner.Name} OWNER {owner.Name}");
            return owner;
        }

        public async ValueTask DisposeAsync()
        {
            await Sources.DisposeAsync();
            foreach (var sql in new[] { $"DROP DATABASE {Name} WITH (FORCE)", $"DROP ROLE IF EXISTS {Name}_app", $"DROP ROLE {Name}" }) await AskAsync(Administrator, sql);
            await Administrator.DisposeAsync();
            await _near.DisposeAsync();
        }
    }
}
