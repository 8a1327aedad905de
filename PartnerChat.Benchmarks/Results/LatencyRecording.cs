using System.Diagnostics;
using HdrHistogram;

namespace PartnerChat.Benchmarks.Results;

/// <summary>
/// Times, in any number of threads. A time counts from when it was to begin, not from when the driver got round to it: a driver that is held up by a slow
/// server tells of that slowness, for everything that it should have asked meanwhile.
/// </summary>
internal sealed class LatencyRecording
{
    private const int Digits = 3;
    private static readonly long Longest = TimeSpan.FromMinutes(2).Ticks;

    private readonly LongConcurrentHistogram _ticks = new(1, Longest, Digits);

    public long Count => _ticks.TotalCount;

    /// <param name="intended">When it was to begin, as <see cref="Stopwatch.GetTimestamp"/> says it.</param>
    public void Record(long intended) => Record(Stopwatch.GetElapsedTime(intended));

    public void Record(TimeSpan took) => _ticks.RecordValue(Math.Clamp(took.Ticks, 1, Longest));

    /// <param name="percentile">0 to 100.</param>
    public TimeSpan At(double percentile) => TimeSpan.FromTicks(_ticks.GetValueAtPercentile(percentile));

    /// <summary>Median, 95 %, 99 %, longest, in milliseconds.</summary>
    public IReadOnlyList<string> Quantiles => [.. new[] { 50.0, 95, 99, 100 }.Select(p => Table.Number(At(p).TotalMilliseconds))];
}
