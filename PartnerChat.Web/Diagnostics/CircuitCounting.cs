using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PartnerChat.Web.Diagnostics;

/// <summary>Counts this circuit while its line is up.</summary>
internal sealed class CircuitCounting(LiveCounts counts) : CircuitHandler, IDisposable
{
    private int _isUp;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isUp, 1) == 0) counts.Enter();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isUp, 0) == 1) counts.Leave();
    }
}
