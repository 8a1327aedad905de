using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>Another password, for who knows the present one; or the first, for who shows a passkey. Every other sign-in ends with it.</summary>
public sealed partial class PasswordSection
{
    private string? _presentError;
    private string? _newError;
    private int? _wait;

    [Inject]
    private AccountChanges Changes { get; set; } = null!;

    [Inject]
    private AccountProof Proof { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "password")]
    private PasswordInput? Input { get; set; }

    [Parameter, EditorRequired]
    public required ApplicationUser User { get; set; }

    private bool HasPassword => User.PasswordHash is not null;

    private async Task ChangeAsync()
    {
        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var isThem = HasPassword ? await Proof.IsPasswordAsync(User, Input?.Present) : await Proof.IsPasskeyAsync(User, Input?.Passkey);
        if (!isThem)
        {
            _presentError = T[HasPassword ? "PasswordWrong" : "PasskeyWrong"];
            return;
        }

        var result = await Changes.SetPasswordAsync(User, Input?.New ?? "", Http.RequestAborted);
        if (!result.Succeeded)
        {
            _newError = result.Errors.First().Description;
            return;
        }

        DoneCookie.Leave(Http, Done.PasswordChanged);
        Navigation.NavigateTo("/settings/security");
    }

    internal sealed class PasswordInput
    {
        public string? Present { get; set; }

        public string? New { get; set; }

        /// <summary>What a device answered, where there is no password to show.</summary>
        public string? Passkey { get; set; }
    }
}
