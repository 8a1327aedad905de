using System.Globalization;
using System.Security.Cryptography;

namespace PartnerChat.Data.Hosting;

/// <summary>
/// What lies where below the data folder. Locks belong to whoever runs the app; <see cref="Server"/>, closed to all others,
/// to the user that runs PostgreSQL.
/// </summary>
internal sealed record DataFolder(string Root)
{
    private const long LongestLog = 5_000_000;

    public string LockFile => Path.Combine(Root, "lock");

    public string Apps => Path.Combine(Root, "apps");

    public string Server => Path.Combine(Root, "server");

    public string Cluster => Path.Combine(Server, "cluster");

    public string Log => Path.Combine(Server, "server.log");

    public string PasswordFile => Path.Combine(Server, "password");

    private string PortFile => Path.Combine(Server, "port");

    /// <summary>The major version that made the cluster; null where there is none yet.</summary>
    public int? ClusterMajor => ReadMajor(Cluster);

    public string Password => File.ReadAllText(PasswordFile).Trim();

    /// <summary>The port of the last start: kept, so that an app outlives a restart of its server.</summary>
    public int? LastPort => File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var port) ? port : null;

    public void RememberPort(int port) => File.WriteAllText(PortFile, port.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes the folders that are for the app's user.</summary>
    /// <exception cref="LocalPostgresException">The folder is itself somebody's cluster.</exception>
    public void Create()
    {
        if (ReadMajor(Root) is { } foreign)
            throw new LocalPostgresException(
                $"{Root} is itself a cluster of PostgreSQL {foreign}, not made by PartnerChat. Choose an empty folder with LocalPostgres__DataFolder, "
                + "or start that server yourself and give its connection string: ConnectionStrings__PartnerChat.");
        CreateOpen(Root);
        Directory.CreateDirectory(Apps);
    }

    /// <summary>Makes the folder that is for the server's user.</summary>
    public async Task CreateServerFolderAsync(ServerAccount account, CancellationToken cancellationToken)
    {
        if (!await account.CanEnterAsync(Root, cancellationToken))
            throw new LocalPostgresException(
                $"PostgreSQL runs as the user {account.Name}, who cannot enter {Root}. Open the folders above it, or choose another with LocalPostgres__DataFolder.");
        if (Directory.Exists(Cluster))
            return;
        Directory.CreateDirectory(Server);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Server, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await account.TakeOverAsync(Server, cancellationToken);
    }

    /// <summary>Writes a new random password into a file that only the server's user reads.</summary>
    public async Task WritePasswordAsync(ServerAccount account, CancellationToken cancellationToken)
    {
        File.Delete(PasswordFile);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(PasswordFile, options))
            await writer.WriteAsync(RandomNumberGenerator.GetHexString(40, lowercase: true));
        await account.TakeOverAsync(PasswordFile, cancellationToken);
    }

    public void CutLog()
    {
        if (new FileInfo(Log) is { Exists: true, Length: > LongestLog })
            File.Delete(Log);
    }

    public string LastLogLines() =>
        File.Exists(Log) ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(12)) : "(the server wrote no log)";

    private static int? ReadMajor(string cluster)
    {
        var file = Path.Combine(cluster, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim().Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    // Whatever the umask of root is, the server's user has to get through the folders that we make.
    private static void CreateOpen(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
            CreateOpen(parent);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }
}
