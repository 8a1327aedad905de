using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>Where somebody is signed in; one sign-in, all others or all can be ended.</summary>
public sealed partial class SessionsSection
{
    private const string Others = "others";

    private IReadOnlyList<SignedInDevice> _devices = [];
    private DeviceWords? _words;

    [Inject]
    private AccountSessions Sessions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "sessions")]
    private string? Session { get; set; }

    [Parameter, EditorRequired]
    public Guid UserId { get; set; }

    private Guid? Own => Http.User.FindSignIn()?.SessionId;

    protected override async Task OnInitializedAsync()
    {
        _words = new DeviceWords(T, ViewerZone.Read(Http.Request), Time.GetUtcNow());
        var found = await Sessions.ListAsync(UserId, Http.RequestAborted);
        _devices = [.. found.OrderByDescending(IsThis)];
    }

    private bool IsThis(SignedInDevice device) => device.SessionId == Own;

    // Of one that ended meanwhile the same is said: it is signed out.
    private async Task EndAsync()
    {
        if (Session == Others) await Sessions.EndOthersAsync(UserId, Own, Http.RequestAborted);
        else if (Guid.TryParse(Session, out var sessionId)) await Sessions.EndAsync(UserId, sessionId, Http.RequestAborted);
        else return;
        DoneCookie.Leave(Http, Session == Others ? Done.SignedOutOthers : Done.SignedOutThere);
        Navigation.NavigateTo("/settings/security");
    }
}
