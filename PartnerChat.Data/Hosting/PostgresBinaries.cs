using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PartnerChat.Data.Hosting;

/// <summary>A folder with the programs of one PostgreSQL, tried and found to run.</summary>
internal sealed partial record PostgresBinaries(string Folder, string Version, int Major)
{
    private const int OldestMajor = 15;

    private static readonly string[] Programs = ["postgres", "initdb", "pg_ctl"];

    public string InitDb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The first usable PostgreSQL: of the cluster's version where there is a cluster, else any that is new enough.</summary>
    /// <exception cref="LocalPostgresException">None is there, or none of that version.</exception>
    public static async Task<PostgresBinaries> FindAsync(string? binFolder, DataFolder data, ServerAccount account, CancellationToken cancellationToken)
    {
        var needed = data.ClusterMajor;
        var found = new List<PostgresBinaries>();
        var candidates = binFolder is null ? PostgresLocations.AllAsync(cancellationToken) : new[] { binFolder }.ToAsyncEnumerable();
        await foreach (var folder in candidates)
        {
            if (await TryAsync(folder, account, cancellationToken) is not { } binaries)
                continue;
            if (needed is null ? binaries.Major >= OldestMajor : binaries.Major == needed)
                return binaries;
            found.Add(binaries);
        }
        throw found.Count == 0 ? NoneFound(binFolder) : WrongVersion(data, needed, found);
    }

    private static async Task<PostgresBinaries?> TryAsync(string folder, ServerAccount account, CancellationToken cancellationToken)
    {
        if (!Programs.All(name => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe"))))
            return null;
        try
        {
            var result = await account.RunAsync(Path.Combine(folder, "postgres"), ["--version"], Path.GetPathRoot(folder) ?? "/", cancellationToken);
            var version = VersionPattern().Match(result.Output);
            return result.Succeeded && version.Success
                ? new PostgresBinaries(folder, version.Value, int.Parse(version.Groups["major"].Value, CultureInfo.InvariantCulture))
                : null;
        }
        catch (Win32Exception)
        {
            // A link into the void, another machine's program, or a folder that is closed to the server's user.
            return null;
        }
    }

    private static LocalPostgresException NoneFound(string? binFolder) => new(
        $"""
         {(binFolder is null ? "No PostgreSQL was found on this machine." : $"No PostgreSQL runs from {binFolder} (LocalPostgres__BinFolder).")}
         There are three ways out:
          1. Install PostgreSQL {OldestMajor} or later (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server;
             macOS: brew install postgresql), or name the folder of its programs: LocalPostgres__BinFolder=/path/to/bin
          2. Run everything with Docker: docker compose up
          3. Use a server that you have: ConnectionStrings__PartnerChat="Host=...;Database=partnerchat;Username=...;Password=..."
         """);

    private static LocalPostgresException WrongVersion(DataFolder data, int? needed, List<PostgresBinaries> found)
    {
        var versions = string.Join(", ", found.DistinctBy(binaries => binaries.Version).Select(binaries => $"PostgreSQL {binaries.Version} in {binaries.Folder}"));
        return new(needed is null
            ? $"PartnerChat needs PostgreSQL {OldestMajor} or later; this machine has {versions}."
            : $"The data in {data.Root} were made by PostgreSQL {needed}, which cannot be opened by another major version; this machine has {versions}. "
              + $"Install PostgreSQL {needed}, name its programs with LocalPostgres__BinFolder, or choose another folder with LocalPostgres__DataFolder "
              + "(the old data stay where they are).");
    }

    [GeneratedRegex(@"(?<=^postgres \(PostgreSQL\) )(?<major>\d+)[\w.]*")]
    private static partial Regex VersionPattern();
}
