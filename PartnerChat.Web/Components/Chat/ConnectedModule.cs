using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A component's script in the browser, and the component's end that the script calls. Both go with the component.</summary>
/// <remarks>A circuit keeps what it knows of how to write each type that it hands to the browser, so all components go as one.</remarks>
internal sealed class ConnectedModule(IComponent component) : IAsyncDisposable
{
    private DotNetObjectReference<object>? _self;
    private IJSObjectReference? _module;
    private bool _isDisposed;

    /// <summary>Whether the script was asked for.</summary>
    public bool IsStarted => _self is not null;

    /// <summary>Whether the script knows the component.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Loads the script and calls its <c>connect</c>. False when the browser or the component went meanwhile.</summary>
    /// <param name="address">Where the script is.</param>
    /// <param name="element">The component's own.</param>
    /// <param name="take">Takes what <c>connect</c> answers.</param>
    public async Task<bool> ConnectAsync(IJSRuntime js, string address, ElementReference element, Action<string?>? take = null)
    {
        _self = DotNetObjectReference.Create<object>(component);
        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", address);
            if (!_isDisposed)
            {
                var answer = await _module.InvokeAsync<string?>("connect", element, _self);
                IsConnected = !_isDisposed;
                if (IsConnected) take?.Invoke(answer);
                return IsConnected;
            }

            await LetGoAsync(_module);
        }
        catch (JSDisconnectedException)
        {
            // The browser went while it was being connected; the circuit is about to follow.
            IsConnected = false;
        }
        catch (TaskCanceledException) when (_isDisposed)
        {
            // A circuit that ends calls off what it asked of the browser.
            IsConnected = false;
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _self?.Dispose();
        if (_module is not null) await LetGoAsync(_module);
    }

    private static async ValueTask LetGoAsync(IJSObjectReference module)
    {
        try
        {
            await module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException)
        {
            // The browser is gone or does not answer, and the module with it.
            return;
        }
    }
}
