using Microsoft.JSInterop;

namespace PartnerChat.Web.Components.Chat;

internal static class JsModules
{
    /// <summary>Lets go of a module, if the browser is still there to be told.</summary>
    public static async ValueTask DisposeAsync(IJSObjectReference? module)
    {
        if (module is null) return;
        try
        {
            await module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and the module with it; or it never answered, which tells the same later.
            return;
        }
    }
}
