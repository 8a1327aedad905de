using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace PartnerChat.Data.Hosting;

/// <summary>The folders where a PostgreSQL may lie, the likeliest first.</summary>
internal static class PostgresLocations
{
    public static async IAsyncEnumerable<string> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        if (await AskPgConfigAsync(cancellationToken) is { } configured)
            yield return configured;
        foreach (var folder in Usual())
            yield return folder;
    }

    private static async Task<string?> AskPgConfigAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await new ServerAccount(OtherUser: null).RunAsync("pg_config", ["--bindir"], Path.GetTempPath(), cancellationToken);
            return result.Succeeded ? result.Output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> Usual() =>
    [
        .. Below("/usr/lib/postgresql", "*"),
        .. Below("/usr", "pgsql-*"),
        .. Below("/usr/libexec", "postgresql*", bin: ""),
        .. Below("/usr/local", "pgsql*"),
        .. Below("/opt/homebrew/opt", "postgresql*"),
        .. Below("/usr/local/opt", "postgresql*"),
        .. Below("/Applications/Postgres.app/Contents/Versions", "*"),
        .. Below("/Library/PostgreSQL", "*"),
        .. Below(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*"),
    ];

    private static IEnumerable<string> Below(string parent, string pattern, string bin = "bin") =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern).OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, bin))
            : [];
}
