using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components;

/// <summary>The document. A page that is excluded from interactive routing is plain HTML and gets no script of the framework's.</summary>
public sealed partial class App
{
    private const int MostPadding = 256;

    private static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode();

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private bool IsInteractive => Http.AcceptsInteractiveRouting();

    private IComponentRenderMode? Mode => IsInteractive ? Interactive : null;

    // These bring their own parts; the chat is the page that shall be there first.
    private bool NeedsMudBlazor => !IsChat && !IsSettings;

    private bool IsChat => Http.Request.Path.StartsWithSegments("/chat");

    private bool IsSettings => Http.Request.Path.StartsWithSegments("/settings");

    private bool IsAdmin => Http.Request.Path.StartsWithSegments("/admin");

    private string? Address => IsAdmin ? VisitorAddress.Of(Http) : null;

    private string? Zone => IsAdmin ? Http.Request.Cookies[ViewerZone.CookieName] : null;

    private string? Theme => ThemeCookie.Read(Http.Request);

    private string? SendKey => SendKeyCookie.Read(Http.Request);

    // The page is sent compressed: of another length each time, it tells less of what stands in it.
    private static string Padding => Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(MostPadding)));

    private Dictionary<string, object> Nonce => new() { ["nonce"] = ContentPolicy.NonceOf(Http) };
}
