namespace PartnerChat.Benchmarks.Results;

internal static class Median
{
    /// <summary>The middle one; of two, the mean of both.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
