using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>The second factor: how to set it up, or what can be done where it is on. Recovery codes are shown in the answer to the form that made them, and never again.</summary>
public sealed partial class TwoFactorPage
{
    private ApplicationUser? _user;
    private string _key = "";
    private IReadOnlyList<string>? _codes;
    private bool _isSwitchedOn;

    [Inject]
    private AccountManager Users { get; set; } = null!;

    [Inject]
    private AccountChanges Changes { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (await Users.GetUserAsync(Http.User) is not { } user) return;
        if (!user.TwoFactorEnabled) _key = await Changes.FindOrMakeKeyAsync(user);
        _user = user;
    }

    private void ShowCodes(IReadOnlyList<string> codes) => _codes = codes;

    private void ShowFirstCodes(IReadOnlyList<string> codes) => (_codes, _isSwitchedOn) = (codes, true);
}
