using System.Runtime.InteropServices;
using PartnerChat.Data.Hosting;

namespace PartnerChat.Web.Background;

/// <summary>
/// The local PostgreSQL of a development run. The container disposes it last, for it is resolved first. Until the host listens to signals
/// itself, a Ctrl+C or SIGTERM during the start stops it from here, and so does an exception that nobody catches.
/// </summary>
internal sealed class DevelopmentPostgres : IAsyncDisposable
{
    private const int SignalExitCode = 128;

    private readonly CancellationTokenSource _stopped = new();
    private readonly ILoggerFactory _loggers;
    private readonly List<PosixSignalRegistration> _signals = [];
    private LocalPostgres? _postgres;
    private int _exitCode;

    private DevelopmentPostgres(ILoggerFactory loggers)
    {
        _loggers = loggers;
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => StopAndExit(context, 2)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => StopAndExit(context, 15)));
        AppDomain.CurrentDomain.UnhandledException += StopForException;
    }

    public string ConnectionString => _postgres?.ConnectionString ?? "";

    /// <exception cref="LocalPostgresException">It is not to be had.</exception>
    public static async Task<DevelopmentPostgres> StartAsync(ConfigurationManager configuration, string contentRoot)
    {
        var section = configuration.GetSection("LocalPostgres");
        var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        var development = new DevelopmentPostgres(loggers);
        try
        {
            var options = new LocalPostgresOptions
            {
                DataFolder = NullIfEmpty(section["DataFolder"]) ?? await LocalPostgresFolders.ChooseAsync(contentRoot, development._stopped.Token),
                BinFolder = NullIfEmpty(section["BinFolder"]),
            };
            development._postgres = await LocalPostgres.StartAsync(options, loggers.CreateLogger<LocalPostgres>(), development._stopped.Token);
            return development;
        }
        catch (OperationCanceledException) when (development._exitCode != 0)
        {
            Environment.Exit(development._exitCode);
            throw;
        }
        catch
        {
            await development.DisposeAsync();
            throw;
        }
    }

    /// <summary>From here on the host takes the signals.</summary>
    public void LeaveSignalsToHost()
    {
        _signals.ForEach(signal => signal.Dispose());
        _signals.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        LeaveSignalsToHost();
        AppDomain.CurrentDomain.UnhandledException -= StopForException;
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _loggers.Dispose();
        _stopped.Dispose();
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private void StopAndExit(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, SignalExitCode + signal, 0) != 0)
            return;
        _stopped.Cancel();
        // While it is still starting, the start itself cleans up and exits.
        if (_postgres is not { } running)
            return;
        running.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Environment.Exit(_exitCode);
    }

    private void StopForException(object sender, UnhandledExceptionEventArgs e) => _postgres?.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
