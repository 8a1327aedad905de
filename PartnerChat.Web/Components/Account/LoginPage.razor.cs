using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>Signing in. One answer for everything that does not fit.</summary>
public sealed partial class LoginPage
{
    private string? _refused;
    private bool _passkeyRefused;
    private string? _unconfirmed;
    private int? _wait;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private AccountSignIn Accounts { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "login")]
    private RegistrationInput? Input { get; set; }

    [SupplyParameterFromQuery(Name = "ReturnUrl")]
    private string? ReturnTo { get; set; }

    private string Next => ReturnTo.Or(ReturnUrl.Conversation);

    /// <summary>Who came from an invitation gets their account there.</summary>
    private string Elsewhere => Next.StartsWith("/invite/", StringComparison.Ordinal) ? Next : "/account/register";

    protected override void OnInitialized()
    {
        Input ??= new RegistrationInput();
        if (HttpMethods.IsGet(Http.Request.Method) && Http.User.FindId() is not null) Navigation.NavigateTo(Next);
    }

    private async Task SignInAsync()
    {
        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var isByPasskey = !string.IsNullOrEmpty(Input!.Passkey);
        var answer = isByPasskey ? await Accounts.WithPasskeyAsync(Input.Passkey!) : await WithPasswordAsync();
        _unconfirmed = answer.Unconfirmed;
        if (answer.Step == SignInStep.In) Navigation.NavigateTo(Next);
        else if (answer.Step == SignInStep.NeedsCode) Navigation.NavigateTo($"/account/second-factor?ReturnUrl={Uri.EscapeDataString(Next)}");
        else if (isByPasskey) _passkeyRefused = true;
        else _refused = T["NotTogether"];
    }

    private async Task<SignInAnswer> WithPasswordAsync() =>
        Input is { Email: { Length: > 0 } email, Password: { Length: > 0 } password } ? await Accounts.WithPasswordAsync(email.Trim(), password) : SignInAnswer.Refused;
}
