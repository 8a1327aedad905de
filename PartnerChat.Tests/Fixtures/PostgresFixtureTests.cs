using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data;

namespace PartnerChat.Tests.Fixtures;

public sealed class PostgresFixtureTests(PostgresFixture postgres)
{
    [Fact]
    public async Task CreateDatabaseAsync_ManyAtOnce_EachHasTheSchemaAndItsOwnRows()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => postgres.CreateDatabaseAsync(cancelled)));

        foreach (var database in databases)
        {
            await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString);
            await using (var context = new ChatDbContext(ChatDatabase.OptionsFor(dataSource)))
            {
                Assert.Empty(await context.Database.GetPendingMigrationsAsync(cancelled));
                Assert.Equal(0, await context.Relationships.CountAsync(cancelled));
                await context.Database.ExecuteSqlAsync($"INSERT INTO relationships (id, created_at) VALUES (gen_random_uuid(), now())", cancelled);
            }
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task BringUpToDateAsync_ManyAtOnceOnAbsentDatabase_OneAppliesTheRestWait()
    {
        await using var near = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var absent = new NpgsqlConnectionStringBuilder(near.ConnectionString) { Database = $"pc_absent_{Guid.NewGuid():N}" };
        await using var dataSource = NpgsqlDataSource.Create(absent);

        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ChatSchema.BringUpToDateAsync(dataSource, TestContext.Current.CancellationToken)));

        Assert.Single(applied, names => names.Count > 0);
        await using var context = new ChatDbContext(ChatDatabase.OptionsFor(dataSource));
        await context.Database.EnsureDeletedAsync(TestContext.Current.CancellationToken);
    }
}
