using System.Diagnostics;
using System.Globalization;

namespace PartnerChat.Data.Hosting;

/// <summary>A running server, as its <c>postmaster.pid</c> tells.</summary>
internal sealed record Postmaster(int ProcessId, int Port)
{
    private const string FileName = "postmaster.pid";
    private const int PidLine = 0;
    private const int PortLine = 3;

    /// <summary>The server of this cluster, or null where none runs. A file that a crash left behind is no server.</summary>
    public static async Task<Postmaster?> FindAsync(string cluster, ServerAccount account, CancellationToken cancellationToken)
    {
        var file = Path.Combine(cluster, FileName);
        if (!File.Exists(file))
            return null;
        var content = await File.ReadAllTextAsync(file, cancellationToken);
        var lines = content.Split('\n');
        return lines.Length > PortLine
            && int.TryParse(lines[PidLine], CultureInfo.InvariantCulture, out var pid)
            && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port)
            && IsPostgres(pid)
            && await IsOfThisClusterAsync(pid, content, account, cancellationToken)
                ? new Postmaster(pid, port)
                : null;
    }

    private static bool IsPostgres(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // After a reboot, or in a new container, the number may be another server's. A server stands in its cluster's folder; root in a
    // container may not look there, the server's own user may.
    private static async Task<bool> IsOfThisClusterAsync(int pid, string content, ServerAccount account, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        var result = await account.RunAsync("cat", [$"/proc/{pid}/cwd/{FileName}"], "/", cancellationToken);
        return !result.Succeeded || FirstLines(result.Output) == FirstLines(content);
    }

    private static string FirstLines(string content) => string.Join('\n', content.Split('\n').Take(PortLine + 1));
}
