using PartnerChat.Data.Figures;

namespace PartnerChat.Tests.Data.Figures;

/// <summary>A scale on which percentiles are an eighth too long at most, and never too short.</summary>
public sealed class LatencyScaleTests
{
    [Fact]
    public void StepOf_EachTime_IsAtMostAnEighthBelowItsLongest()
    {
        for (var micros = 1L; micros < 60_000_000; micros += 1 + (micros / 97))
        {
            var time = TimeSpan.FromMicroseconds(micros);
            var longest = LatencyScale.LongestOf(LatencyScale.StepOf(time));
            Assert.InRange(longest, time, (time * 1.125) + TimeSpan.FromMicroseconds(1));
        }
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(3_600_000_000, LatencyScale.Steps - 1)]
    public void StepOf_TimeBeyondTheScale_IsItsEnd(long micros, int step)
    {
        Assert.Equal(step, LatencyScale.StepOf(TimeSpan.FromMicroseconds(micros)));
    }

    [Fact]
    public void Percentile_OfAHundred_IsTheRightOne()
    {
        var counts = new long[LatencyScale.Steps];
        for (var ms = 1; ms <= 100; ms++) counts[LatencyScale.StepOf(TimeSpan.FromMilliseconds(ms))]++;

        Assert.InRange(LatencyScale.Percentile(counts, 0.5)!.Value.TotalMilliseconds, 50, 57);
        Assert.InRange(LatencyScale.Percentile(counts, 0.99)!.Value.TotalMilliseconds, 99, 112);
        Assert.Null(LatencyScale.Percentile(new long[LatencyScale.Steps], 0.5));
    }
}
