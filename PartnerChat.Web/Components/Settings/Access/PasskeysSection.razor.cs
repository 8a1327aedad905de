using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>The passkeys of an account, and a form for one more. Who has a password gives it: a page left open makes no door for a stranger.</summary>
public sealed partial class PasskeysSection
{
    private string? _refused;
    private string? _proofError;
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
        if (HasPassword && !await Proof.IsPasswordAsync(User, Input!.Present)) _proofError = T["PasswordWrong"];
        else if (string.IsNullOrEmpty(Input!.Passkey) || !await Keys.AddAsync(User, Input.Passkey, Input.Name, Http.RequestAborted)) _refused = T["NoPasskeyCame"];
        if (_proofError is not null || _refused is not null) return;
        DoneCookie.Leave(Http, Done.PasskeyAdded);
        Navigation.NavigateTo("/settings/security");
    }

    internal sealed class PasskeyInput
    {
        public string? Name { get; set; }

        public string? Present { get; set; }

        /// <summary>What a device answered.</summary>
        public string? Passkey { get; set; }
    }
}
