using System.Diagnostics;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The app in a process of its own, with its own PostgreSQL: for tests that kill it.</summary>
internal sealed class AppProcess(Process process) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Starts it on that data folder and waits until it uses the server.</summary>
    public static async Task<AppProcess> StartInAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            WorkingDirectory = AppContext.BaseDirectory,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "PartnerChat.Web.dll"), "--urls", "http://127.0.0.1:0" },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["LocalPostgres__DataFolder"] = dataFolder, ["ConnectionStrings__PartnerChat"] = "" },
        };
        var app = new AppProcess(Process.Start(start) ?? throw new InvalidOperationException("The app does not start."));
        try
        {
            await app.WaitForServerAsync(dataFolder, cancellationToken);
            return app;
        }
        catch
        {
            app.Dispose();
            throw;
        }
    }

    /// <summary>As <c>kill -9</c>: it has no time to clean up.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private async Task WaitForServerAsync(string dataFolder, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var apps = Path.Combine(dataFolder, "apps");
        while (!Directory.Exists(apps) || Directory.GetFiles(apps).Length == 0)
        {
            Assert.False(process.HasExited, "The app ended before it used its server.");
            await Task.Delay(50, patience.Token);
        }
    }
}
