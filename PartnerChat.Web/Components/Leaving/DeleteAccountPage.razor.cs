using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Leaving;

/// <summary>What somebody types who wants their account deleted.</summary>
internal sealed class DeleteAccountInput
{
    public string? Word { get; set; }

    public string? Password { get; set; }

    /// <summary>The answer of a device; "none" if it gave none.</summary>
    public string? Passkey { get; set; }
}

/// <summary>Deleting one's account: asked in words, then by a word to be typed and a proof that it is theirs.</summary>
public sealed partial class DeleteAccountPage
{
    private bool _hasPassword;
    private bool _isWaiting;
    private string? _partner;
    private string _until = "";
    private string? _wrongWord;
    private string? _wrongProof;
    private string? _problem;
    private int? _wait;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RelationshipService Relationships { get; set; } = null!;

    [Inject]
    private AccountDeletion Accounts { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "sure")]
    private string? Sure { get; set; }

    [SupplyParameterFromForm(FormName = "delete-account")]
    private DeleteAccountInput? Input { get; set; }

    private bool IsSure => Sure is not null || HttpMethods.IsPost(Http.Request.Method);

    protected override async Task OnInitializedAsync()
    {
        Input ??= new DeleteAccountInput();
        if (Http.User.FindId() is not { } userId) return;
        _hasPassword = await Accounts.HasPasswordAsync(userId);
        if (await Relationships.FindCurrentAsync(userId, Http.RequestAborted) is not { } current) return;
        _isWaiting = current.PartnerBName is null;
        _partner = current.Side == PartnerSide.A ? current.PartnerBName : current.PartnerAName;
        _until = ViewerZone.Day(ConversationEnd.GoneAfter(Time.GetUtcNow()), ViewerZone.Read(Http.Request), Dates);
    }

    private async Task DeleteAsync()
    {
        if (Http.User.FindId() is not { } userId) return;
        if (!TypedWord.Is(Input!.Word, T["DeleteWord"]))
        {
            _wrongWord = T["WrongWord", T["DeleteWord"].Value];
            return;
        }

        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var by = new AuditActor(userId, Http.Connection.RemoteIpAddress?.ToString());
        Show(_hasPassword
            ? await Accounts.WithPasswordAsync(by, Input.Password, Http.RequestAborted)
            : await Accounts.WithPasskeyAsync(by, Input.Passkey ?? "none", Http.RequestAborted));
    }

    private void Show(AccountDeletionAnswer answer)
    {
        switch (answer)
        {
            case AccountDeletionAnswer.Done: Navigation.NavigateTo("/account/deleted"); break;
            case AccountDeletionAnswer.WrongPassword: _wrongProof = T["WrongPassword"]; break;
            case AccountDeletionAnswer.WrongPasskey: _wrongProof = T["WrongPasskey"]; break;
            case AccountDeletionAnswer.LastAdmin: _problem = T["LastAdmin"]; break;
            case AccountDeletionAnswer.Unavailable: _problem = T["ServerAway"]; break;
            default: throw new ArgumentOutOfRangeException(nameof(answer), answer, null);
        }
    }
}
