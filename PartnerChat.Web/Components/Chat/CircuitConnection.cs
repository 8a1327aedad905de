using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PartnerChat.Web.Components.Chat;

/// <summary>Whether a browser is at the other end of this circuit. A circuit outlives its line for a while.</summary>
public sealed class CircuitConnection : CircuitHandler
{
    public event Action<bool>? Changed;

    public bool IsUp { get; private set; } = true;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsUp = true;
        Changed?.Invoke(true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsUp = false;
        Changed?.Invoke(false);
        return Task.CompletedTask;
    }
}
