using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>The account's address: confirming it, and another in its place.</summary>
public sealed partial class EmailPage
{
    private ApplicationUser? _user;
    private string? _sentTo;
    private bool _isChange;
    private bool _isAway;
    private string? _emailError;
    private string? _passwordError;
    private string? _passkeyError;
    private int? _wait;
    private int? _confirmWait;

    [Inject]
    private EmailChange Change { get; set; } = null!;

    [Inject]
    private EmailConfirmation Confirmation { get; set; } = null!;

    [Inject]
    private AccountProof Proof { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "change-email")]
    private RegistrationInput? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new RegistrationInput();
        await TryAsync(async () => _user = await Change.FindUserAsync(Http.User));
    }

    private async Task ConfirmAsync()
    {
        if ((_confirmWait = Attempts.Refuse(Http)) is not null) return;
        await TryAsync(async () =>
        {
            await Confirmation.AskAsync(_user!.Email!, null, Http.RequestAborted);
            _sentTo = _user.Email;
        });
    }

    private async Task SubmitAsync()
    {
        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var email = Input!.Email?.Trim() ?? "";
        if (!EmailRule.IsEmail(email)) _emailError = Account["InvalidEmail"];
        else if (string.Equals(email, _user!.Email, StringComparison.OrdinalIgnoreCase)) _emailError = T["SameEmail"];
        if (_emailError is null) await TryAsync(() => ChangeAsync(email));
    }

    private async Task ChangeAsync(string email)
    {
        if (!string.IsNullOrEmpty(Input!.Passkey))
        {
            if (!await Proof.IsPasskeyAsync(_user!, Input.Passkey)) _passkeyError = T["NotYou"];
        }
        else if (!await Proof.IsPasswordAsync(_user!, Input.Password))
        {
            _passwordError = T["WrongPassword"];
        }

        if (_passkeyError is not null || _passwordError is not null) return;
        await Change.AskAsync(_user!, email, Http.RequestAborted);
        (_sentTo, _isChange) = (email, true);
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            _isAway = true;
        }
    }
}
