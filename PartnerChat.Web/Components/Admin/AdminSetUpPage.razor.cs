using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Admin;

/// <summary>
/// What an admin gets on every page of theirs until their sign-in has used a second factor (<see cref="AdminGate"/>): how to set one up, or,
/// where there is one, a place to use it.
/// </summary>
public sealed partial class AdminSetUpPage
{
    private ApplicationUser? _user;
    private bool _hasCode;
    private bool _hasPasskey;
    private string? _refused;
    private int? _wait;

    [Inject]
    private AccountManager Users { get; set; } = null!;

    [Inject]
    private AccountChanges Changes { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "admin-second-factor")]
    private ProofInput? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await Users.GetUserAsync(Http.User) is not { } user) return;
        (_user, _hasCode, _hasPasskey) = (user, user.TwoFactorEnabled, (await Users.GetPasskeysAsync(user)).Count > 0);
    }

    private async Task ProveAsync()
    {
        if (_user is null || (_wait = Attempts.Refuse(Http)) is not null) return;
        if (await Changes.ProveAsync(_user, Input?.Code, Input?.Passkey, Http.RequestAborted)) Navigation.NavigateTo("/admin");
        else _refused = T[string.IsNullOrEmpty(Input?.Passkey) ? "CodeRefused" : "PasskeyWrong"];
    }

    internal sealed class ProofInput
    {
        public string? Code { get; set; }

        public string? Passkey { get; set; }
    }
}
