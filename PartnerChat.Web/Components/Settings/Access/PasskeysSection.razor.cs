using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>The passkeys of an account, and a form for one more. It takes a proof, as a page left open makes no door for a stranger: the password with the form, or else a passkey
/// before the challenge for another is given.</summary>
public sealed partial class PasskeysSection
{
    private string? _refused;
    private string? _proofError;
    private string? _codeError;
    private int? _wait;

    [Inject]
    private AccountPasskeys Keys { get; set; } = null!;

    [Inject]
    private AccountProof Proof { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ChatTexts> Dates { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private PasskeyInput? Input { get; set; }

    [Parameter, EditorRequired]
    public required ApplicationUser User { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<KeptPasskey> Passkeys { get; set; }

    private bool HasPassword => User.PasswordHash is not null;

    private string? Suggested => SessionDevice.Of(Http.Request.Headers.UserAgent.ToString()) is ({ } browser, { } system) ? T["BrowserOnSystem", browser, system].Value : null;

    protected override void OnInitialized() => Input ??= new PasskeyInput();

    private string Day(DateTimeOffset at) => ViewerZone.Day(at, ViewerZone.Read(Http.Request), Dates);

    private async Task AddAsync()
    {
        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var fault = HasPassword ? await Proof.FindFaultAsync(User, new ShownProof(Input!.Present, Input.Code, null)) : null;
        if (fault == ProofFault.Password) _proofError = T["PasswordWrong"];
        else if (fault == ProofFault.Code) _codeError = T["CodeRefused"];
        else if (string.IsNullOrEmpty(Input!.Passkey) || !await Keys.AddAsync(User, Input.Passkey, Input.Name, Http.RequestAborted)) _refused = T["NoPasskeyCame"];
        if (fault is not null || _refused is not null) return;
        DoneCookie.Leave(Http, Done.PasskeyAdded);
        Navigation.NavigateTo("/settings/security");
    }

    internal sealed class PasskeyInput
    {
        public string? Name { get; set; }

        public string? Present { get; set; }

        public string? Code { get; set; }

        /// <summary>What a device answered.</summary>
        public string? Passkey { get; set; }
    }
}
