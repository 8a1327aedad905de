using Npgsql;

namespace PartnerChat.Data;

/// <summary>
/// The pools of connections: one for everything, one with a planner that suits the batches of <see cref="Conversations.MessageWriteStore"/>, one for the few reads
/// that are asked all the time. All work as <see cref="AppRole"/>.
/// </summary>
public sealed class ChatDataSources : IAsyncDisposable
{
    private const string KeptPlans = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";
    private const int MostPages = 32;
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
            Options = $"{readers.Options} {KeptPlans}",
            MaxPoolSize = 8,
            // Nothing is set on them, and the statement that resets them costs as much as a message.
            NoResetOnClose = true,
        });
        // Planning a page takes longer than reading it, so it is done once a connection; with a planner left to itself "LIMIT $2" alone has it done each time.
        Pages = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(readers.ConnectionString)
        {
            ApplicationName = "partnerchat pages",
            // A page is read in the order of an index, or it grows with the conversation; on empty tables a bitmap and a sort look as good.
            Options = $"{readers.Options} {KeptPlans} -c enable_bitmapscan=off -c enable_sort=off",
            NoResetOnClose = true,
            MaxPoolSize = Math.Min(MostPages, readers.MaxPoolSize),
        });
    }

    /// <summary>The connection string's user, who owns and migrates: for the start alone.</summary>
    public NpgsqlDataSource Owner { get; }

    public NpgsqlDataSource Readers { get; }

    public NpgsqlDataSource Writers { get; }

    /// <summary>
    /// For single statements that are prepared, read by key, and leave nothing behind in the session: no setting, no lock, no temporary table. It is not reset
    /// between two of them.
    /// </summary>
    public NpgsqlDataSource Pages { get; }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await Readers.DisposeAsync();
        await Writers.DisposeAsync();
        await Pages.DisposeAsync();
    }
}
