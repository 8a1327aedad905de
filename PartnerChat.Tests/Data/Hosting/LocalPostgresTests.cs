using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PartnerChat.Data.Hosting;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Hosting;

/// <summary>The launcher with real servers, each in a folder of its own.</summary>
public sealed class LocalPostgresTests : IDisposable
{
    private const int Bound = 60_000;

    private readonly string _folder = TemporaryFolders.NewPath();

    private string Version => Path.Combine(_folder, "server", "cluster", "PG_VERSION");

    [Fact(Timeout = Bound)]
    public async Task StartAsync_EmptyFolder_AnswersAndKeepsOthersOut()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var postgres = await StartAsync(cancelled);

        Assert.Equal("partnerchat", await QueryAsync(postgres, "SELECT current_database()", cancelled));
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess", Pooling = false };
        await using var stranger = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => stranger.OpenAsync(cancelled));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "server", "password")));
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_AfterDispose_KeepsDataAndPort()
    {
        var cancelled = TestContext.Current.CancellationToken;
        string first;
        await using (var postgres = await StartAsync(cancelled))
        {
            first = postgres.ConnectionString;
            await QueryAsync(postgres, "CREATE TABLE kept AS SELECT 'yes' AS answer", cancelled);
        }
        Assert.False(File.Exists(Path.Combine(_folder, "server", "cluster", "postmaster.pid")));

        await using var again = await StartAsync(cancelled);

        Assert.Equal("yes", await QueryAsync(again, "SELECT answer FROM kept", cancelled));
        Assert.Equal(first, again.ConnectionString);
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_AppBeforeWasKilled_JoinsItsServer()
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var app = await AppProcess.StartInAsync(_folder, cancelled);
        app.Kill();
        var left = ServerProcess();

        await using (var postgres = await StartAsync(cancelled))
        {
            Assert.Equal(left, postgres.ProcessId);
            Assert.Equal("1", await QueryAsync(postgres, "SELECT '1'", cancelled));
        }

        Assert.Null(ServerProcess());
    }

    [Fact(Timeout = Bound)]
    public async Task StopAbandonedAsync_AppWasKilled_StopsItsServer()
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var app = await AppProcess.StartInAsync(_folder, cancelled);
        Assert.False(await LocalPostgres.StopAbandonedAsync(_folder, cancelled));
        app.Kill();

        Assert.True(await LocalPostgres.StopAbandonedAsync(_folder, cancelled));

        Assert.Null(ServerProcess());
    }

    [Fact(Timeout = Bound)]
    public async Task DisposeAsync_AnotherAppUsesTheServer_LastOneStopsIt()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var first = await StartAsync(cancelled);
        var second = await StartAsync(cancelled);
        Assert.Equal(first.ProcessId, second.ProcessId);

        await first.DisposeAsync();
        Assert.Equal("1", await QueryAsync(second, "SELECT '1'", cancelled));

        await second.DisposeAsync();
        Assert.Null(ServerProcess());
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_TwoAtOnceOnEmptyFolder_ShareOneCluster()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var both = await Task.WhenAll(StartAsync(cancelled), StartAsync(cancelled));

        Assert.Equal(both[0].ConnectionString, both[1].ConnectionString);
        Assert.Equal(both[0].ProcessId, both[1].ProcessId);
        foreach (var postgres in both)
            await postgres.DisposeAsync();
        Assert.Null(ServerProcess());
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_StaleProcessFile_StartsAnyway()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await (await StartAsync(cancelled)).DisposeAsync();
        // What a power cut leaves: a file with a number that is now another process's.
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "server", "cluster", "postmaster.pid"), $"{Environment.ProcessId}\n{_folder}/server/cluster\n1\n1\n\n127.0.0.1\n", cancelled);

        await using var postgres = await StartAsync(cancelled);

        Assert.Equal("1", await QueryAsync(postgres, "SELECT '1'", cancelled));
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_DataOfAnotherMajorVersion_RefusesNamingBoth()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await (await StartAsync(cancelled)).DisposeAsync();
        var real = (await File.ReadAllTextAsync(Version, cancelled)).Trim();
        await File.WriteAllTextAsync(Version, "12\n", cancelled);

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(() => StartAsync(cancelled));

        Assert.Contains("PostgreSQL 12", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"PostgreSQL {real}.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("LocalPostgres__DataFolder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_FolderIsForeignCluster_RefusesAndLeavesIt()
    {
        var cancelled = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "PG_VERSION"), "16\n", cancelled);

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(() => StartAsync(cancelled));

        Assert.Contains("PostgreSQL 16", refusal.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_NoBinaries_NamesTheThreeWaysOut()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var options = new LocalPostgresOptions { DataFolder = _folder, BinFolder = Path.Combine(_folder, "nothing") };

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(() => LocalPostgres.StartAsync(options, NullLogger.Instance, cancelled));

        Assert.Contains("apt-get install postgresql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("docker compose up", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__PartnerChat", refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Bound)]
    public async Task StartAsync_ServerRefusesItsSettings_ShowsItsLogAndLeavesNothingRunning()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var settings = new Dictionary<string, string> { ["fsync"] = "off", ["no_such_setting"] = "1" };
        var options = new LocalPostgresOptions { DataFolder = _folder, ServerSettings = settings };

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(() => LocalPostgres.StartAsync(options, NullLogger.Instance, cancelled));

        Assert.Contains("no_such_setting", refusal.Message, StringComparison.Ordinal);
        Assert.Null(ServerProcess());
    }

    public void Dispose() => TemporaryFolders.Delete(_folder);

    private static async Task<string?> QueryAsync(LocalPostgres postgres, string sql, CancellationToken cancelled)
    {
        await using var dataSource = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(cancelled);
    }

    private Task<LocalPostgres> StartAsync(CancellationToken cancelled) => LocalPostgres.StartAsync(
        new LocalPostgresOptions { DataFolder = _folder, ServerSettings = new Dictionary<string, string> { ["fsync"] = "off" } }, NullLogger.Instance, cancelled);

    private int? ServerProcess()
    {
        var file = Path.Combine(_folder, "server", "cluster", "postmaster.pid");
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
