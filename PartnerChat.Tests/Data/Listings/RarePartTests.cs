using Npgsql;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Listings;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Listings;

/// <summary>What few have is found by what is looked for, also where PostgreSQL takes it for frequent.</summary>
public sealed class RarePartTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Many = 50_000;

    // Without statistics of the parts every part is as frequent as the next.
    private static readonly string Fill = $"""
        ALTER TABLE users ALTER email_parts SET STATISTICS 0;
        ALTER TABLE conversation_listings ALTER name_parts SET STATISTICS 0;
        ALTER TABLE conversation_listings DISABLE TRIGGER ALL;
        INSERT INTO users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, created_at)
            SELECT gen_random_uuid(), g, g, g || '@x.org', g || '@X.ORG', false, false, false, false, 0, now() - g * interval '1 minute' FROM generate_series(1, {Many}) g;
        INSERT INTO conversation_listings (conversation_id, names, message_count, recent_count, last_at, is_active, is_stale, counted_seq, day_seq)
            SELECT gen_random_uuid(), g::text, g, g, now(), true, false, g, g FROM generate_series(1, {Many}) g;
        ANALYZE
        """;

    private TestDatabase? _database;
    private ChatNode _node = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database);
        await using var owner = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var fill = owner.CreateCommand(Fill);
        await fill.ExecuteNonQueryAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_RarePart_IsFoundBeforeItIsOrdered()
    {
        var log = new CommandLog(_node.Database);

        var found = await new AccountListStore(log).ListAsync(new AccountQuery("49999"), Ct);

        Assert.Equal(1, found.Total);
        await AssertNoWalkAsync(log);
    }

    [Fact]
    public async Task Conversations_RarePart_IsFoundBeforeItIsOrdered()
    {
        var log = new CommandLog(_node.Database);

        var found = await new ConversationListStore(log).ListAsync(new ConversationQuery("49999"), Ct);

        Assert.Equal(1, found.Total);
        await AssertNoWalkAsync(log);
    }

    // A walk along an order uses its index; what is looked for is a bitmap of one, or of all.
    private async Task AssertNoWalkAsync(CommandLog log)
    {
        await using var connection = await _node.Database.OpenConnectionAsync(Ct);
        foreach (var command in log.Commands.Where(c => c.Text.Contains("tsquery", StringComparison.Ordinal)))
            Assert.DoesNotContain(" using ", await QueryPlan.ExplainAsync(connection, command, Ct), StringComparison.Ordinal);
    }
}
