using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.World;
using PartnerChat.Benchmarks.Yardsticks;

namespace PartnerChat.Benchmarks.Harness;

/// <summary>What the parts work with: a PostgreSQL and the published app on it, each in processes of their own; accounts; yardsticks; a report.</summary>
internal sealed class Bench(BenchmarkOptions options, BenchmarkPostgres postgres, PublishedApp app, Report report) : IAsyncDisposable
{
    private const int LongConversationMessages = 1_000_000;

    private Seed? _seed;
    private LongConversation? _long;

    public BenchmarkOptions Options => options;

    public BenchmarkPostgres Postgres => postgres;

    public PublishedApp App => app;

    public Report Report => report;

    /// <summary>Makes accounts, couples and what they wrote.</summary>
    public Seed Seed => _seed ??= new Seed(postgres.Database);

    public PgBench PgBench { get; } = new(postgres);

    /// <summary>What app and database have used of the processors.</summary>
    public CpuUse ReadCpu() => CpuUse.Read(app.ProcessId, postgres.ProcessId);

    public TimeSpan Duration => TimeSpan.FromSeconds(options.Seconds);

    /// <summary>Starts everything. The schema is there once this returns.</summary>
    public static async Task<Bench> StartAsync(BenchmarkOptions options, Report report, CancellationToken ct)
    {
        var folder = options.App ?? await PublishedApp.PublishAsync(ct);
        var postgres = await BenchmarkPostgres.StartAsync(ct);
        try
        {
            Directory.CreateDirectory(options.Out);
            var app = new PublishedApp(Path.GetFullPath(folder), postgres.Database.ConnectionString, Path.Combine(Path.GetFullPath(options.Out), "app.log"));
            await app.StartAsync(ct);
            return new Bench(options, postgres, app, report);
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>A conversation of a million messages; whoever asks first waits until it is there.</summary>
    public async Task<LongConversation> GetLongConversationAsync(CancellationToken ct) => _long ??= await LongConversation.AddAsync(this, LongConversationMessages, ct);

    public async ValueTask DisposeAsync()
    {
        _seed?.Dispose();
        await app.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
