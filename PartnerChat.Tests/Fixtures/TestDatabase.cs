using Npgsql;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A database of one test's own; see <see cref="PostgresFixture.CreateDatabaseAsync"/>.</summary>
public sealed class TestDatabase(string connectionString, Func<Task> drop) : IAsyncDisposable
{
    public string ConnectionString => connectionString;

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(connection);
        await drop();
    }
}
