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

    /// <summary>
    /// Loads the script and calls its <c>connect</c>, unless that was done or the browser or the component went meanwhile. The script marks the element as
    /// live by itself: to be rendered once more for that would cost each circuit a second tree to compare with.
    /// </summary>
    /// <param name="address">Where the script is.</param>
    /// <param name="element">The component's own.</param>
    /// <param name="take">Takes what <c>connect</c> answers.</param>
    public async Task ConnectAsync(IJSRuntime js, string address, ElementReference element, Action<string?>? take = null)
    {
        if (_self is not null) return;
        _self = DotNetObjectReference.Create<object>(component);
        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", address);
            if (_isDisposed)
            {
                await LetGoAsync(_module);
                return;
            }

            var answer = await _module.InvokeAsync<string?>("connect", element, _self);
            if (!_isDisposed) take?.Invoke(answer);
        }
        catch (JSDisconnectedException)
        {
            // The browser went while it was being connected; the circuit is about to follow.
            return;
        }
        catch (TaskCanceledException) when (_isDisposed)
        {
            // A circuit that ends calls off what it asked of the browser.
            return;
        }
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
