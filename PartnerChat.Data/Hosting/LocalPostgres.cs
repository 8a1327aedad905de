using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PartnerChat.Data.Hosting;

/// <summary>
/// A PostgreSQL of our own, for development and tests: made on first use, started or, where it runs already, joined. Works for root too.
/// Apps that share a data folder share the server; disposing stops it once no other living app uses it. An app that is killed leaves it
/// running, and the next one joins it.
/// </summary>
public sealed partial class LocalPostgres : IAsyncDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly DataFolder _data;
    private readonly Cluster _cluster;
    private readonly ILogger _logger;
    private AppRegistration? _registration;

    private LocalPostgres(DataFolder data, Cluster cluster, ILogger logger)
    {
        _data = data;
        _cluster = cluster;
        _logger = logger;
    }

    /// <summary>For the database <c>partnerchat</c>, which exists; its user is the server's superuser.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>The server's process.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Makes, starts or joins the server of that data folder, and waits until it answers.</summary>
    /// <exception cref="LocalPostgresException">It is not to be had; the message tells why and what to do.</exception>
    public static async Task<LocalPostgres> StartAsync(LocalPostgresOptions options, ILogger logger, CancellationToken cancellationToken = default)
    {
        var data = new DataFolder(Path.GetFullPath(options.DataFolder));
        try
        {
            data.Create();
            using var gate = await FolderLock.TakeAsync(data.LockFile, cancellationToken);
            var account = await ServerAccount.ForClusterAsync(data.Cluster, cancellationToken);
            var binaries = await PostgresBinaries.FindAsync(options.BinFolder, data, account, cancellationToken);
            var postgres = new LocalPostgres(data, new Cluster(data, binaries, account, options), logger);
            await postgres.StartAsync(binaries.Version, cancellationToken);
            return postgres;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new LocalPostgresException(
                $"PostgreSQL cannot work in {data.Root}: {e.Message} Choose another folder with LocalPostgres__DataFolder, or give ConnectionStrings__PartnerChat.", e);
        }
    }

    /// <summary>Stops the server that apps left running in that folder when they were killed.</summary>
    /// <returns>Whether nothing uses the folder now; false where a living app does, or one is starting.</returns>
    /// <exception cref="LocalPostgresException">The server does not stop, or its programs are gone.</exception>
    public static async Task<bool> StopAbandonedAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        var data = new DataFolder(Path.GetFullPath(dataFolder));
        if (!Directory.Exists(data.Apps))
            return false;
        using var gate = FolderLock.TryTake(data.LockFile);
        if (gate is null || AppRegistration.AnyAlive(data))
            return false;
        var account = await ServerAccount.ForClusterAsync(data.Cluster, cancellationToken);
        if (await Postmaster.FindAsync(data.Cluster, account, cancellationToken) is null)
            return true;
        var binaries = await PostgresBinaries.FindAsync(binFolder: null, data, account, cancellationToken);
        await new Cluster(data, binaries, account, new LocalPostgresOptions { DataFolder = dataFolder }).StopAsync(cancellationToken);
        return true;
    }

    /// <summary>Ends this app's use; the last one stops the server. Never throws: a server that does not stop is logged.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _registration, null) is not { } registration)
            return;
        try
        {
            using var gate = await FolderLock.TakeAsync(_data.LockFile, CancellationToken.None);
            registration.End();
            await StopIfUnusedAsync();
        }
        catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException or Win32Exception)
        {
            LogNotStopped(e, _data.Root);
        }
    }

    private async Task StartAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            await _cluster.EnsureMadeAsync(cancellationToken);
            var server = await AnsweringServerAsync(version, cancellationToken);
            await CreateDatabaseAsync(server.Port, cancellationToken);
            ConnectionString = _cluster.ConnectionStringAt(server.Port);
            ProcessId = server.ProcessId;
            _registration = AppRegistration.Make(_data);
        }
        catch (Exception e)
        {
            await StopAfterFailureAsync(e);
            throw;
        }
    }

    private async Task StopIfUnusedAsync()
    {
        if (AppRegistration.AnyAlive(_data))
            LogLeftToOthers(_data.Root);
        else if (await _cluster.StopAsync(CancellationToken.None))
            LogStopped(_data.Root);
    }

    private async Task StopAfterFailureAsync(Exception reason)
    {
        try
        {
            await StopIfUnusedAsync();
        }
        catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException or Win32Exception)
        {
            LogNotStopped(new AggregateException(reason, e), _data.Root);
        }
    }

    // One that an app left when it was killed may be starting, recovering or stopping: ask again, and look again whether it still runs.
    private async Task<Postmaster> AnsweringServerAsync(string version, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(AnswerPatience);
        for (var started = false; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var running = await _cluster.FindServerAsync(cancellationToken);
            if (running is null)
            {
                LogStarted(version, await _cluster.StartAsync(), _data.Root);
                started = true;
            }
            else if (await AnswersAsync(running.Port, cancellationToken) is not { } refusal)
            {
                if (!started)
                    LogJoined(running.Port, _data.Root);
                return running;
            }
            else if (patience.IsCancellationRequested || !refusal.IsTransient)
                throw new LocalPostgresException(
                    $"The PostgreSQL that runs on {_data.Cluster} (process {running.ProcessId}, port {running.Port}) does not answer: {refusal.Message}", refusal);
            else
                await Task.Delay(BetweenTries, cancellationToken);
        }
    }

    private async Task<NpgsqlException?> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_cluster.ConnectionStringAt(port, "postgres", pooling: false));
            await connection.OpenAsync(cancellationToken);
            return null;
        }
        catch (NpgsqlException e)
        {
            return e;
        }
    }

    private async Task CreateDatabaseAsync(int port, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(_cluster.ConnectionStringAt(port, "postgres", pooling: false));
        await using var exists = dataSource.CreateCommand("SELECT FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Cluster.Database });
        await using (var reader = await exists.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken))
                return;
        }
        await using var create = dataSource.CreateCommand($"CREATE DATABASE {Cluster.Database}");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Version} started at 127.0.0.1:{Port}, its data in {Folder}")]
    private partial void LogStarted(string version, int port, string folder);

    [LoggerMessage(LogLevel.Information, "The PostgreSQL that runs at 127.0.0.1:{Port} is used, its data in {Folder}")]
    private partial void LogJoined(int port, string folder);

    [LoggerMessage(LogLevel.Information, "PostgreSQL in {Folder} stopped")]
    private partial void LogStopped(string folder);

    [LoggerMessage(LogLevel.Information, "PostgreSQL in {Folder} runs on: another app uses it")]
    private partial void LogLeftToOthers(string folder);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL in {Folder} could not be stopped")]
    private partial void LogNotStopped(Exception exception, string folder);
}
