using System.Globalization;

namespace PartnerChat.Benchmarks.Harness;

/// <summary>What processes have used of the processor, as <c>/proc</c> tells.</summary>
internal static class ProcessCpu
{
    // USER_HZ, which is the same on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    // As its name begins; the kernel keeps no more of it.
    private const string Compiler = "(.NET Tiered Com";

    // Counted from after the name, which may hold anything.
    private const int Parent = 1, User = 11, System = 12, ChildrenUser = 13, ChildrenSystem = 14;

    /// <summary>Of that process alone.</summary>
    public static TimeSpan Of(int processId) => Read(processId) is { } stat ? Sum(stat, User, System) : TimeSpan.Zero;

    /// <summary>Of that process, those that it started, and those of them that have ended.</summary>
    public static TimeSpan OfFamily(int processId)
    {
        var all = TimeSpan.Zero;
        foreach (var id in FamilyOf(processId)) all += Of(id);
        return Read(processId) is { } parent ? all + Sum(parent, ChildrenUser, ChildrenSystem) : all;
    }

    /// <summary>Of the runtime's thread that compiles what is used much once more: while that goes on, a process is not yet what it will be.</summary>
    public static TimeSpan OfCompiling(int processId)
    {
        var all = TimeSpan.Zero;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            if (ReadFile($"{thread}/stat") is { } text && text.Contains(Compiler, StringComparison.Ordinal)) all += Sum(Fields(text), User, System);
        }

        return all;
    }

    /// <summary>That process and those that it started.</summary>
    public static IReadOnlyList<int> FamilyOf(int processId) =>
    [
        processId,
        .. Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Read(id) is { } stat && int.Parse(stat[Parent], CultureInfo.InvariantCulture) == processId),
    ];

    private static TimeSpan Sum(string[] stat, params ReadOnlySpan<int> fields)
    {
        double ticks = 0;
        foreach (var field in fields) ticks += double.Parse(stat[field], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static string[]? Read(int processId) => ReadFile($"/proc/{processId}/stat") is { } text ? Fields(text) : null;

    private static string[] Fields(string text) => text[(text.LastIndexOf(')') + 2)..].Split(' ');

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }
}
