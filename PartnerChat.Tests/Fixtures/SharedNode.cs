namespace PartnerChat.Tests.Fixtures;

/// <summary>One node on one database for the tests of a class, each with a couple of its own.</summary>
public sealed class SharedNode(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;
    private ChatNode? _node;

    internal ChatNode Node => _node ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _node = await ChatNode.StartAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
