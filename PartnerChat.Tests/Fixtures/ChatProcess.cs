using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The app in a process of its own, on a port that it keeps: for tests that kill it and start it again.</summary>
public sealed class ChatProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _environment;
    private Process? _process;

    private ChatProcess(string connectionString, IReadOnlyDictionary<string, string>? more) => _environment = new(more ?? new Dictionary<string, string>())
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ConnectionStrings__PartnerChat"] = connectionString,
        ["Logging__LogLevel__Default"] = "Warning",
    };

    public string BaseUrl { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The most memory that it ever had, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process!.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public static Task<ChatProcess> StartAsync(TestDatabase database) => StartAsync(database.ConnectionString);

    /// <summary>The app on that database, with more in its environment.</summary>
    public static async Task<ChatProcess> StartAsync(string connectionString, IReadOnlyDictionary<string, string>? environment = null)
    {
        var app = new ChatProcess(connectionString, environment);
        await app.StartAsync();
        return app;
    }

    /// <summary>Starts it, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        var folder = Path.Combine(Repository.Root, "PartnerChat.Web");
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            ArgumentList = { Path.Combine(folder, "bin", build.Parent!.Name, build.Name, "PartnerChat.Web.dll"), "--urls", BaseUrl },
        };
        foreach (var (key, value) in _environment) start.Environment[key] = value;
        _process = Process.Start(start);
        using var client = new HttpClient { BaseAddress = new Uri(BaseUrl) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!await IsReadyAsync(client, patience.Token))
        {
            Assert.False(_process!.HasExited, "The app ended before it was ready.");
            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>As <c>kill -9</c>: it has no time to clean up.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>As <c>kill</c>: it may say goodbye.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", [_process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            return (await client.GetAsync("/health/ready", ct)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
