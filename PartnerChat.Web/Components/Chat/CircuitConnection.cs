using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PartnerChat.Web.Components.Chat;

/// <summary>Whether a browser is at the other end of this circuit. A circuit outlives its line for a while.</summary>
public sealed class CircuitConnection : CircuitHandler
{
    public event Action<bool>? Changed;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Changed?.Invoke(true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Changed?.Invoke(false);
        return Task.CompletedTask;
    }
}
