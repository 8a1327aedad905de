using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data;

public sealed class MigrationTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_ComparedWithTheMigrations_HasNoPendingChanges()
    {
        await using var dataSource = NpgsqlDataSource.Create("Host=127.0.0.1;Database=none");
        await using var context = new ChatDbContext(ChatDatabase.OptionsFor(dataSource));

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task BringUpToDateAsync_TwoAppsAtOnceOnAnEmptyDatabase_OneMigratesBothCanWork()
    {
        await using var near = await postgres.CreateDatabaseAsync(Ct);
        var empty = new NpgsqlConnectionStringBuilder(near.ConnectionString) { Database = $"pc_empty_{Guid.NewGuid():N}" }.ConnectionString;
        await using (var admin = NpgsqlDataSource.Create(near.ConnectionString))
        await using (var create = admin.CreateCommand($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(empty).Database}"))
            await create.ExecuteNonQueryAsync(Ct);
        await using var first = new ChatDataSources(empty);
        await using var second = new ChatDataSources(empty);

        var applied = await Task.WhenAll(ChatSchema.BringUpToDateAsync(first.Owner, Ct), ChatSchema.BringUpToDateAsync(second.Owner, Ct));

        Assert.Single(applied, names => names.Count > 0);
        await using var node = await ChatNode.StartAsync(empty);
        Assert.Single(await (await Couple.JoinAsync(node, Ct)).WriteAsync(node, 1, Ct));
        await using var context = new ChatDbContext(ChatDatabase.OptionsFor(first.Owner));
        await context.Database.EnsureDeletedAsync(Ct);
    }
}
