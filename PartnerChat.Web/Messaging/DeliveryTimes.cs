using System.Diagnostics.Metrics;
using PartnerChat.Data.Figures;

namespace PartnerChat.Web.Messaging;

/// <summary>How long messages take from their commit until a session of the recipient's has them, on this node. Counting one allocates nothing and takes no lock.</summary>
public sealed class DeliveryTimes : IDisposable
{
    /// <summary>The meter of what happens to messages.</summary>
    public const string MeterName = "PartnerChat.Messaging";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _histogram;
    private int[] _counts = new int[LatencyScale.Steps];

    public DeliveryTimes() =>
        _histogram = _meter.CreateHistogram<double>("partnerchat.message.delivery.duration", "s", "From the commit of a message until a session of the recipient's has it");

    /// <summary>One has it, after so long.</summary>
    public void Count(TimeSpan took)
    {
        Interlocked.Increment(ref Volatile.Read(ref _counts)[LatencyScale.StepOf(took)]);
        _histogram.Record(took.TotalSeconds);
    }

    /// <summary>The counts by <see cref="LatencyScale"/> since they were last taken; they begin anew. One that is counted at this moment may be missed.</summary>
    public int[] Take() => Interlocked.Exchange(ref _counts, new int[LatencyScale.Steps]);

    public void Dispose() => _meter.Dispose();
}
