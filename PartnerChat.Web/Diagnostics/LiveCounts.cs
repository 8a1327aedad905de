using System.Diagnostics.Metrics;
using PartnerChat.Web.Api.Realtime;

namespace PartnerChat.Web.Diagnostics;

/// <summary>How many pages and sockets are live on this node: those whose line is up.</summary>
internal sealed class LiveCounts : IDisposable
{
    /// <summary>The meter of what is live.</summary>
    public const string MeterName = "PartnerChat.Server";

    private readonly Meter _meter = new(MeterName);
    private readonly OpenSockets _sockets;
    private int _circuits;
    private int _circuitsPeak;

    public LiveCounts(OpenSockets sockets)
    {
        _sockets = sockets;
        _meter.CreateObservableGauge("partnerchat.circuits.live", () => Circuits, "{circuit}", "Pages whose line to this server is up");
        _meter.CreateObservableGauge("partnerchat.sockets.live", () => Sockets, "{socket}", "Open sockets of the API");
    }

    public int Circuits => Volatile.Read(ref _circuits);

    public int Sockets => _sockets.Count;

    public void Enter()
    {
        var now = Interlocked.Increment(ref _circuits);
        for (var peak = Volatile.Read(ref _circuitsPeak); peak < now; peak = Volatile.Read(ref _circuitsPeak))
        {
            if (Interlocked.CompareExchange(ref _circuitsPeak, now, peak) == peak) return;
        }
    }

    public void Leave() => Interlocked.Decrement(ref _circuits);

    /// <summary>The most circuits at once since it was last asked.</summary>
    public int TakeCircuitsPeak() => Math.Max(Circuits, Interlocked.Exchange(ref _circuitsPeak, 0));

    public void Dispose() => _meter.Dispose();
}
