using System.Numerics;

namespace PartnerChat.Data.Figures;

/// <summary>Times on a scale of 200 steps, each at most an eighth longer than the one before: from a microsecond to a minute, exact enough for percentiles that can be added up.</summary>
public static class LatencyScale
{
    private const int Parts = 8;
    private const int PartBits = 3;
    private const int LastPower = 26;

    /// <summary>How many steps there are. Longer times count in the last.</summary>
    public const int Steps = ((LastPower - PartBits + 1) * Parts) + Parts;

    /// <summary>The step of that time.</summary>
    public static int StepOf(TimeSpan time)
    {
        var micros = Math.Max(0, time.Ticks / TimeSpan.TicksPerMicrosecond);
        if (micros < Parts) return (int)micros;
        var power = BitOperations.Log2((ulong)micros);
        return Math.Min(Steps - 1, ((power - PartBits) * Parts) + (int)(micros >> (power - PartBits)));
    }

    /// <summary>The longest time of that step.</summary>
    public static TimeSpan LongestOf(int step)
    {
        if (step < Parts) return TimeSpan.FromMicroseconds(step + 1);
        var shift = (step / Parts) - 1;
        return TimeSpan.FromMicroseconds((long)((step % Parts) + Parts + 1) << shift);
    }

    /// <summary>The time within which that share (0 to 1) of them came; null if none came.</summary>
    public static TimeSpan? Percentile(IReadOnlyList<long> counts, double share)
    {
        var all = counts.Sum();
        if (all == 0) return null;
        var wanted = Math.Max(1, (long)Math.Ceiling(all * share));
        var seen = 0L;
        for (var step = 0; step < counts.Count; step++)
        {
            seen += counts[step];
            if (seen >= wanted) return LongestOf(step);
        }

        return LongestOf(counts.Count - 1);
    }
}
