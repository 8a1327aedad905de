using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data;

[assembly: AssemblyFixture(typeof(PartnerChat.Tests.Fixtures.PostgresFixture))]

namespace PartnerChat.Tests.Fixtures;

/// <summary>Stands in until the real fixture is there: makes databases on the server that PARTNERCHAT_TEST_DB names.</summary>
public sealed class PostgresFixture
{
    private readonly string? _server = Environment.GetEnvironmentVariable("PARTNERCHAT_TEST_DB");

    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var server = _server ?? throw new InvalidOperationException("Set PARTNERCHAT_TEST_DB to the connection string of a server.");
        var name = $"test_{Guid.CreateVersion7():n}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var database = new TestDatabase(server, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString, name);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var db = new ChatDbContext(ChatDatabase.OptionsFor(source));
        await db.Database.MigrateAsync();
        return database;
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database of one test, dropped with it.</summary>
public sealed class TestDatabase(string server, string connectionString, string name) : IAsyncDisposable
{
    public string ConnectionString { get; } = connectionString;

    public async ValueTask DisposeAsync() => await PostgresFixture.ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
}
