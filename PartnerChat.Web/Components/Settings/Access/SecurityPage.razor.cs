using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>How an account is signed in to, and where it is. Each part is a form of its own; what it needs is read here, one after the other.</summary>
public sealed partial class SecurityPage
{
    private ApplicationUser? _user;
    private IReadOnlyList<KeptPasskey> _passkeys = [];
    private int _codesLeft;
    private Done? _done;

    [Inject]
    private AccountManager Users { get; set; } = null!;

    [Inject]
    private AccountPasskeys Keys { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsGet(Http.Request.Method)) _done = DoneCookie.Take(Http);
        if (await Users.GetUserAsync(Http.User) is not { } user) return;
        _passkeys = await Keys.ListAsync(user, Http.RequestAborted);
        _codesLeft = user.TwoFactorEnabled ? await Users.CountRecoveryCodesAsync(user) : 0;
        _user = user;
    }
}
