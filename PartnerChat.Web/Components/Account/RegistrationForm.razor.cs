using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>Name, e-mail and password or passkey: an account for who starts a conversation, and for who was invited into one.</summary>
public sealed partial class RegistrationForm
{
    private string? _nameError;
    private string? _emailError;
    private string? _passwordError;
    private string? _passkeyError;
    private string? _unconfirmed;
    private int? _wait;

    [Inject]
    private AccountRegistration Accounts { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "registration")]
    private RegistrationInput? Input { get; set; }

    [Parameter, EditorRequired]
    public string SubmitLabel { get; set; } = "";

    [Parameter]
    public string? NameLabel { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public RenderFragment? Foot { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<NewAccount> OnRegistered { get; set; }

    private bool IsByPasskey => !string.IsNullOrEmpty(Input!.Passkey);

    protected override void OnInitialized() => Input ??= new RegistrationInput();

    private async Task RegisterAsync()
    {
        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var email = Input!.Email?.Trim() ?? "";
        if (!DisplayName.TryParse(Input.Name, out var name, out var fault)) _nameError = NameWords.Explain(T, fault);
        if (!EmailRule.IsEmail(email)) _emailError = T["InvalidEmail"];
        if (!IsByPasskey && string.IsNullOrEmpty(Input.Password)) _passwordError = T["ChoosePassword"];
        if (name is null || _emailError is not null || _passwordError is not null) return;

        var made = IsByPasskey ? await Accounts.WithPasskeyAsync(email, Input.Passkey!) : await Accounts.WithPasswordAsync(email, Input.Password!);
        (_emailError, _passwordError, _passkeyError) = (made.EmailError, made.PasswordError, made.PasskeyError);
        if (made.User is null) return;
        // Who was invited joins after that: an address that is nobody's would use the invitation up.
        var next = Http.Request.Path.StartsWithSegments("/invite") ? Http.Request.Path.Value : null;
        if (!await Accounts.SignInAsync(made.User, next, Http.RequestAborted)) _unconfirmed = email;
        else await OnRegistered.InvokeAsync(new NewAccount(made.User.Id, name));
    }
}
