using System.Globalization;
using System.Text.RegularExpressions;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.Yardsticks;

/// <summary>What pgbench says at its end.</summary>
internal sealed partial record PgBenchResult(double PerSecond, TimeSpan Latency)
{
    /// <exception cref="BenchmarkException">It says none of that, or that transactions failed.</exception>
    public static PgBenchResult Parse(string output)
    {
        if (Failed().Match(output) is { Success: true } failed && failed.Groups[1].Value != "0") throw new BenchmarkException($"pgbench: {failed.Value}");
        return new PgBenchResult(Read(Rate(), output), TimeSpan.FromMilliseconds(Read(Average(), output)));
    }

    private static double Read(Regex pattern, string output) => pattern.Match(output) is { Success: true } found
        ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new BenchmarkException($"pgbench says nothing of it: {output}");

    [GeneratedRegex(@"^tps = ([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^latency average = ([\d.]+) ms", RegexOptions.Multiline)]
    private static partial Regex Average();

    [GeneratedRegex(@"^number of failed transactions: (\d+)", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
