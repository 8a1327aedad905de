using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerChat.Data.Hosting;

namespace PartnerChat.Benchmarks.Harness;

/// <summary>A PostgreSQL of this run's own, as durable as it comes.</summary>
internal sealed class BenchmarkPostgres : IAsyncDisposable
{
    private static readonly string[] Durability = ["fsync", "synchronous_commit", "full_page_writes"];

    private readonly string _folder;
    private readonly List<LocalPostgres> _starts = [];

    private BenchmarkPostgres(string folder) => _folder = folder;

    public Database Database => new(_starts[^1].ConnectionString);

    /// <summary>The server's first process; the others are its children.</summary>
    public int ProcessId => _starts[^1].ProcessId;

    public string Version { get; private set; } = "";

    /// <summary>A program that lies beside the server's own.</summary>
    public string Program(string name)
    {
        var server = File.ResolveLinkTarget($"/proc/{ProcessId}/exe", returnFinalTarget: true) ?? throw new BenchmarkException("Where the server's programs lie is known on Linux alone.");
        var path = Path.Combine(Path.GetDirectoryName(server.FullName)!, name);
        return File.Exists(path) ? path : throw new BenchmarkException($"There is no {path}: the yardstick wants PostgreSQL's own {name}.");
    }

    /// <exception cref="BenchmarkException">A commit of this server is not durable.</exception>
    public static async Task<BenchmarkPostgres> StartAsync(CancellationToken ct)
    {
        var home = Path.Combine(await LocalPostgresFolders.ChooseAsync(Repository.Root, ct), "benchmarks");
        await SweepAsync(home, ct);
        var postgres = new BenchmarkPostgres(Path.Combine(home, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        await postgres.StartAgainAsync(ct);
        postgres.Version = await postgres.ShowAsync("server_version", ct);
        foreach (var setting in Durability)
        {
            if (await postgres.ShowAsync(setting, ct) is not "on" and var value) throw new BenchmarkException($"{setting} is {value}: nothing that it does would be durable.");
        }

        return postgres;
    }

    /// <summary>Starts it, on the port that it had.</summary>
    public async Task StartAgainAsync(CancellationToken ct) =>
        _starts.Add(await LocalPostgres.StartAsync(new LocalPostgresOptions { DataFolder = _folder }, NullLogger.Instance, ct));

    /// <summary>As <c>kill -9</c>, all of its processes at once.</summary>
    public async Task KillAsync()
    {
        var processes = ProcessCpu.FamilyOf(ProcessId).Select(Process.GetProcessById).ToList();
        foreach (var process in processes) process.Kill();
        foreach (var process in processes) await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var start in _starts) await start.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private Task<string> ShowAsync(string setting, CancellationToken ct) => Database.ReadAsync<string>($"SHOW {setting}", ct);

    // What a run left behind that was killed.
    private static async Task SweepAsync(string home, CancellationToken ct)
    {
        if (!Directory.Exists(home)) return;
        foreach (var folder in Directory.GetDirectories(home))
        {
            if (await LocalPostgres.StopAbandonedAsync(folder, ct)) Directory.Delete(folder, recursive: true);
        }
    }
}
