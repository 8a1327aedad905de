using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PartnerChat.Data.Hosting;

/// <summary>The cluster in a data folder: makes it, starts it, stops it. Everything here happens under the folder's lock.</summary>
internal sealed class Cluster(DataFolder data, PostgresBinaries binaries, ServerAccount account, LocalPostgresOptions options)
{
    private const string User = "partnerchat";
    private const int StartTries = 3;

    public const string Database = "partnerchat";

    public string ConnectionStringAt(int port, string database = Database, bool pooling = true) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
        Username = User,
        Password = data.Password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        Pooling = pooling,
    }.ConnectionString;

    /// <summary>Makes the cluster if there is none. It appears at once and whole: a start that was killed half-way leaves none.</summary>
    public async Task EnsureMadeAsync(CancellationToken cancellationToken)
    {
        await data.CreateServerFolderAsync(account, cancellationToken);
        if (Directory.Exists(data.Cluster))
            return;
        foreach (var halfMade in Directory.GetDirectories(data.Server, "*.new"))
            Directory.Delete(halfMade, recursive: true);
        await data.WritePasswordAsync(account, cancellationToken);
        var folder = Path.Combine(data.Server, $"{Guid.CreateVersion7():N}.new");
        string[] arguments =
        [
            "-D", folder, "-U", User, "-A", "scram-sha-256", "--pwfile", data.PasswordFile, "-E", "UTF8", "--no-locale", "--no-instructions",
            .. options.IsThrowAway ? new[] { "--no-sync" } : [],
        ];
        var result = await account.RunAsync(binaries.InitDb, arguments, data.Server, cancellationToken);
        if (!result.Succeeded)
            throw new LocalPostgresException($"PostgreSQL {binaries.Version} could not make its data folder in {data.Server}:{Environment.NewLine}{result.Output}");
        Directory.Move(folder, data.Cluster);
    }

    /// <summary>Starts the server. Not to be cancelled: a server half-way up has no process file yet, and could not be found again.</summary>
    /// <returns>Its port.</returns>
    public async Task<int> StartAsync()
    {
        File.Delete(Path.Combine(data.Cluster, "postmaster.pid"));
        data.CutLog();
        for (var tries = 1; ; tries++)
        {
            var port = FreePort(tries == 1 ? data.LastPort : null);
            string[] arguments = ["start", "-D", data.Cluster, "-l", data.Log, "-w", "-t", "60", "-s", "-o", ServerArguments(port)];
            var result = await account.RunAsync(binaries.PgCtl, arguments, data.Server, CancellationToken.None);
            if (result.Succeeded)
            {
                data.RememberPort(port);
                return port;
            }
            var log = data.LastLogLines();
            if (tries == StartTries || !log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal))
                throw new LocalPostgresException($"PostgreSQL {binaries.Version} does not start on {data.Cluster}. The end of its log ({data.Log}):{Environment.NewLine}{log}");
        }
    }

    /// <summary>The server of this cluster; null where none runs.</summary>
    public Task<Postmaster?> FindServerAsync(CancellationToken cancellationToken) => Postmaster.FindAsync(data.Cluster, account, cancellationToken);

    /// <summary>Stops the server: clients are thrown out, nothing committed is lost.</summary>
    /// <returns>Whether one ran.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (await FindServerAsync(cancellationToken) is null)
            return false;
        var result = await account.RunAsync(binaries.PgCtl, ["stop", "-D", data.Cluster, "-m", "fast", "-w", "-t", "60", "-s"], data.Server, cancellationToken);
        if (!result.Succeeded && await FindServerAsync(cancellationToken) is { } running)
            throw new LocalPostgresException($"PostgreSQL (process {running.ProcessId}) does not stop: {result.Output}");
        return true;
    }

    private string ServerArguments(int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = IPAddress.Loopback.ToString(),
            ["unix_socket_directories"] = "",
            ["max_connections"] = "200",
        };
        foreach (var (name, value) in options.ServerSettings)
            settings[name] = value;
        return $"-p {port} " + string.Join(' ', settings.Select(setting => $"-c {Quote($"{setting.Key}={setting.Value}")}"));
    }

    // pg_ctl hands its options to a shell.
    private static string Quote(string argument) => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static int FreePort(int? preferred)
    {
        using var listener = new TcpListener(IPAddress.Loopback, preferred ?? 0);
        try
        {
            listener.Start();
        }
        catch (SocketException) when (preferred is not null)
        {
            return FreePort(preferred: null);
        }
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
