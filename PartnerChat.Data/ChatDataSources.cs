using Npgsql;

namespace PartnerChat.Data;

/// <summary>
/// The pools of connections: one for everything, one with a planner that suits the batches of <see cref="Conversations.MessageWriteStore"/>. Both work as
/// <see cref="AppRole"/>.
/// </summary>
public sealed class ChatDataSources : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(5);

    public ChatDataSources(string connectionString)
    {
        var owner = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = (int)ConnectTimeout.TotalSeconds,
            CommandTimeout = (int)CommandTimeout.TotalSeconds,
            ApplicationName = "partnerchat",
        };
        Owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner.ConnectionString) { ApplicationName = "partnerchat owner", Pooling = false });
        var readers = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Options = AppRole.OptionsFor(owner) };
        Readers = NpgsqlDataSource.Create(readers);
        // A plan made while the tables were empty scans them, and is kept; planning anew costs more than the batch.
        Writers = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(readers.ConnectionString)
        {
            ApplicationName = "partnerchat writer",
            // Here alone: when a connection with statements that were prepared by themselves breaks, the driver throws a NullReferenceException.
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 2,
            Options = $"{readers.Options} -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off",
            MaxPoolSize = 8,
            // Nothing is set on them, and the statement that resets them costs as much as a message.
            NoResetOnClose = true,
        });
    }

    /// <summary>The connection string's user, who owns and migrates: for the start alone.</summary>
    public NpgsqlDataSource Owner { get; }

    public NpgsqlDataSource Readers { get; }

    public NpgsqlDataSource Writers { get; }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await Readers.DisposeAsync();
        await Writers.DisposeAsync();
    }
}
