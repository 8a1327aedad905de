using System.Globalization;
using System.Runtime.InteropServices;

namespace PartnerChat.Benchmarks.Results;

/// <summary>Where it was measured, and what else went on there.</summary>
/// <param name="Load">How many processes wanted a core, in the minute before.</param>
internal sealed record Machine(int Cores, string Memory, string System, string Runtime, string Postgres, string Load)
{
    public static Machine Read(string postgres) => new(
        Environment.ProcessorCount,
        $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024)} GiB",
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        $"PostgreSQL {postgres}",
        ReadLoad());

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cores} cores, {Memory}, {System}, {Runtime}, {Postgres}; load before: {Load}");

    private static string ReadLoad() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
