using System.ComponentModel;
using System.Diagnostics;

namespace PartnerChat.Data.Hosting;

/// <summary>The outcome of a command; <see cref="Output"/> is what it wrote, errors included.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>The user that PostgreSQL runs as: ourselves, or another one where we are root, for it refuses root.</summary>
internal sealed record ServerAccount(string? OtherUser)
{
    public string Name => OtherUser ?? Environment.UserName;

    public static ServerAccount ForThisProcess() => new(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? UserForRoot() : null);

    /// <summary>The user for this cluster: where we are root and somebody has made it already, its owner.</summary>
    public static async Task<ServerAccount> ForClusterAsync(string cluster, CancellationToken cancellationToken)
    {
        var account = ForThisProcess();
        if (account.OtherUser is null || !OperatingSystem.IsLinux() || !Directory.Exists(cluster))
            return account;
        var owner = await new ServerAccount(OtherUser: null).RunAsync("stat", ["-c", "%U", cluster], "/", cancellationToken);
        return owner.Succeeded && owner.Output is not ("root" or "UNKNOWN") ? new ServerAccount(owner.Output) : account;
    }

    /// <summary>Runs a command as this user and waits for its end. Cancelling kills it.</summary>
    /// <exception cref="Win32Exception">There is no such command, or this user may not run it.</exception>
    public async Task<CommandResult> RunAsync(string command, IEnumerable<string> arguments, string workingFolder, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Describe(command, arguments, workingFolder, OtherUser) };
        process.Start();
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Whether this user can enter the folder, through all of its parents.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancellationToken) =>
        OtherUser is null || (await RunAsync("/bin/sh", ["-c", "cd \"$1\"", "sh", folder], "/", cancellationToken)).Succeeded;

    /// <summary>Gives a file or an empty folder to this user.</summary>
    public async Task TakeOverAsync(string path, CancellationToken cancellationToken)
    {
        if (OtherUser is null)
            return;
        var result = await new ServerAccount(OtherUser: null).RunAsync("chown", [OtherUser, path], "/", cancellationToken);
        if (!result.Succeeded)
            throw new LocalPostgresException($"{path} cannot be given to the user {OtherUser}, who runs PostgreSQL: {result.Output}");
    }

    private static ProcessStartInfo Describe(string command, IEnumerable<string> arguments, string workingFolder, string? user)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (user is not null)
            start.UserName = user;
        // PGDATA, PGPORT, PGOPTIONS and the like are meant for somebody else's server.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static string UserForRoot() =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : "nobody";
}
