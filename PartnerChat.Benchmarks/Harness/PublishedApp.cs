using System.Diagnostics;
using System.Globalization;

namespace PartnerChat.Benchmarks.Harness;

/// <summary>The app as it is released, in a process of its own.</summary>
/// <param name="log">The file that it writes what it has to say to.</param>
internal sealed class PublishedApp(string folder, string connectionString, string log) : IAsyncDisposable
{
    /// <summary>The runtime runs what waits for a socket on the thread that watches it, where this is set.</summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private const string Program = "PartnerChat.Web.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // One user stands for many here, so what one may do is more. The rules themselves run as ever, on every message and call.
    private static readonly string[] Limits = ["MessageBurst", "MessagesPerSecond", "RequestsPerSecond", "SocketsPerUser", "SocketsPerMinute"];
    private const string Plenty = "1000000";

    private Process? _process;

    public Uri BaseUrl { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    public int ProcessId => _process!.Id;

    /// <summary>Publishes it from the sources; the folder.</summary>
    public static async Task<string> PublishAsync(CancellationToken ct)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "benchmarks", "app");
        var start = new ProcessStartInfo("dotnet", ["publish", "PartnerChat.Web", "-c", "Release", "-o", folder, "-v", "quiet", "-nologo", "-clp:ErrorsOnly;NoSummary"])
        {
            WorkingDirectory = Repository.Root,
        };
        using var publish = Process.Start(start) ?? throw new BenchmarkException("dotnet does not start.");
        await publish.WaitForExitAsync(ct);
        return publish.ExitCode == 0 ? folder : throw new BenchmarkException("The app could not be published.");
    }

    /// <summary>Starts it; returns how long it took until it was ready.</summary>
    public async Task<TimeSpan> StartAsync(CancellationToken ct, IReadOnlyDictionary<string, string>? environment = null)
    {
        // The shell gives its place to the app; what that says goes to a file.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet {Program} >> \"$1\" 2>&1", "sh", log]) { WorkingDirectory = folder };
        start.Environment.Remove(InlineCompletions);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = BaseUrl.ToString();
        start.Environment["ConnectionStrings__PartnerChat"] = connectionString;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var limit in Limits) start.Environment[$"Limits__{limit}"] = Plenty;
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        var since = Stopwatch.GetTimestamp();
        _process = Process.Start(start) ?? throw new BenchmarkException("The app does not start.");
        await WaitUntilReadyAsync(_process, ct);
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Ends it as <c>kill</c> does: it may say goodbye.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", [_process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async Task<TimeSpan> RestartAsync(CancellationToken ct, IReadOnlyDictionary<string, string>? environment = null)
    {
        await StopAsync();
        return await StartAsync(ct, environment);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task WaitUntilReadyAsync(Process process, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = BaseUrl };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!await IsReadyAsync(http, patience.Token))
        {
            if (process.HasExited) throw new BenchmarkException($"The app ended with {process.ExitCode} before it was ready; {log} says why.");
            await Task.Delay(10, patience.Token);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
