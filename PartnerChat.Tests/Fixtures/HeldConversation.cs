using Npgsql;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Holds a conversation's row, so that whoever writes there waits until it is released.</summary>
internal sealed class HeldConversation : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldConversation(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _database = database;
        _connection = connection;
        _transaction = transaction;
    }

    public static async Task<HeldConversation> HoldAsync(ChatNode node, Couple couple, CancellationToken ct)
    {
        var connection = await node.Database.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        await using var hold = new NpgsqlCommand("SELECT FROM partner_conversations WHERE id = $1 FOR UPDATE", connection, transaction);
        hold.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = couple.ConversationId });
        await hold.ExecuteNonQueryAsync(ct);
        return new HeldConversation(node.Database, connection, transaction);
    }

    /// <summary>Returns once somebody waits for it.</summary>
    public Task WhenAwaitedAsync(CancellationToken ct) => Eventually.HoldsAsync(async () =>
    {
        await using var command = _database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _connection.ProcessID });
        return (long)(await command.ExecuteScalarAsync(ct))! > 0;
    }, ct);

    public async Task ReleaseAsync() => await _transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
