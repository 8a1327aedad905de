using System.Diagnostics;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Tests.Benchmarks;

public sealed class LatencyRecordingTests
{
    [Fact]
    public void Record_WhenTheDriverWasHeldUp_CountsFromTheIntendedTimes()
    {
        var recording = new LatencyRecording();
        // A hundred a second for a second; all were begun, and answered at once, when the server had stood still for that second.
        var start = Stopwatch.GetTimestamp() - Stopwatch.Frequency;

        for (var i = 0; i < 100; i++) recording.Record(OpenLoop.IntendedAt(start, perSecond: 100, i));

        Assert.Equal(100, recording.Count);
        Assert.InRange(recording.At(50).TotalMilliseconds, 490, 900);
        Assert.InRange(recording.At(100).TotalMilliseconds, 990, 1_400);
    }

    [Fact]
    public void At_OfAHundredTimes_IsWithinAThousandth()
    {
        var recording = new LatencyRecording();

        for (var i = 1; i <= 100; i++) recording.Record(TimeSpan.FromMilliseconds(i));

        Assert.Equal([50, 99, 100], new[] { 50.0, 99, 100 }.Select(p => Math.Round(recording.At(p).TotalMilliseconds)));
    }

    [Fact]
    public async Task OpenLoop_WhateverTheAnswersTake_BeginsAllAtTheirTimes()
    {
        List<long> intended = [];

        var begun = await OpenLoop.RunAsync(perSecond: 1_000, TimeSpan.FromSeconds(0.1), (_, at) => intended.Add(at), TestContext.Current.CancellationToken);

        Assert.Equal(100, begun);
        Assert.Equal(0.099, Stopwatch.GetElapsedTime(intended[0], intended[^1]).TotalSeconds, 0.0001);
    }
}
