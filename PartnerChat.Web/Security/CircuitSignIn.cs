using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PartnerChat.Web.Security;

/// <summary>The sign-in of this circuit. Once it ended, nothing that the browser still sends is heard. A circuit of nobody's is not watched.</summary>
internal sealed class CircuitSignIn(SignInWatch watch, AuthenticationStateProvider authentication) : CircuitHandler, IDisposable
{
    private readonly Lock _gate = new();
    private IDisposable? _watching;
    private Action? _ended;

    public bool HasEnded { get; private set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if ((await authentication.GetAuthenticationStateAsync()).User.FindSignIn() is { } signIn) _watching = watch.Watch(signIn, End);
    }

    /// <summary>Calls it when the sign-in ends, at once if it did already.</summary>
    public void OnEnded(Action ended)
    {
        lock (_gate)
        {
            if (!HasEnded)
            {
                _ended += ended;
                return;
            }
        }

        ended();
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => HasEnded ? Task.CompletedTask : next(context);

    public void Dispose() => _watching?.Dispose();

    private void End()
    {
        Action? ended;
        lock (_gate) (HasEnded, ended) = (true, _ended);
        ended?.Invoke();
    }
}
