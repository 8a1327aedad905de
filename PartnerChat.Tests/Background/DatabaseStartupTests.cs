using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Background;

namespace PartnerChat.Tests.Background;

public sealed class DatabaseStartupTests(PostgresFixture postgres)
{
    [Fact]
    public async Task AddDatabaseAsync_ProductionWithoutConnectionString_RefusesSayingWhatIsMissing()
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => Builder(connectionString: "").AddDatabaseAsync());

        Assert.Contains("ConnectionStrings__PartnerChat", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateDatabaseAsync_DatabaseAbsent_MakesItWithTheSchema()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var near = await postgres.CreateDatabaseAsync(cancelled);
        var absent = new NpgsqlConnectionStringBuilder(near.ConnectionString) { Database = $"pc_absent_{Guid.NewGuid():N}" }.ConnectionString;
        await using (var app = await BuildAsync(absent))
        {
            await app.MigrateDatabaseAsync();
            await app.MigrateDatabaseAsync();
        }

        await using var dataSource = NpgsqlDataSource.Create(absent);
        await using var context = new ChatDbContext(ChatDatabase.OptionsFor(dataSource));
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(cancelled));
        await context.Database.EnsureDeletedAsync(cancelled);
    }

    [Fact]
    public async Task MigrateDatabaseAsync_ServerLetsUsNotIn_RefusesAtOnceKeepingThePassword()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var stranger = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "nobody_at_all", Password = "hush-hush" };
        await using var app = await BuildAsync(stranger.ConnectionString);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(app.MigrateDatabaseAsync);

        Assert.Contains("nobody_at_all", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateDatabaseAsync_ServerAway_RefusesAfterHalfAMinute()
    {
        var time = new FakeTimeProvider();
        await using var app = await BuildAsync("Host=127.0.0.1;Port=1;Database=partnerchat;Username=u;Password=p", time);
        var start = time.GetUtcNow();

        var migrating = app.MigrateDatabaseAsync();
        while (await Task.WhenAny(migrating, Task.Delay(5, TestContext.Current.CancellationToken)) != migrating)
            time.Advance(TimeSpan.FromMilliseconds(500));

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => migrating);
        Assert.Contains("127.0.0.1:1", refusal.Message, StringComparison.Ordinal);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(30));
    }

    private static WebApplicationBuilder Builder(string connectionString)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:PartnerChat", connectionString)]);
        return builder;
    }

    private static async Task<WebApplication> BuildAsync(string connectionString, TimeProvider? time = null)
    {
        var builder = Builder(connectionString);
        if (time is not null)
            builder.Services.AddSingleton(time);
        await builder.AddDatabaseAsync();
        return builder.Build();
    }
}
