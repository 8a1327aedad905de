using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
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

    /// <summary>Of their second factor, where they have one.</summary>
    public string? Code { get; set; }

    /// <summary>The answer of a device; "none" if it gave none.</summary>
    public string? Passkey { get; set; }
}

/// <summary>Deleting one's account: asked in words, then by a word to be typed and a proof that it is theirs.</summary>
public sealed partial class DeleteAccountPage
{
    private ApplicationUser? _user;
    private bool _isWaiting;
    private string? _partner;
    private string _until = "";
    private string? _wrongWord;
    private string? _wrongProof;
    private string? _wrongCode;
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

    private bool HasPassword => _user?.PasswordHash is not null;

    private bool IsSure => Sure is not null || HttpMethods.IsPost(Http.Request.Method);

    protected override async Task OnInitializedAsync()
    {
        Input ??= new DeleteAccountInput();
        if (Http.User.FindId() is not { } userId) return;
        _user = await Accounts.FindAsync(userId);
        if (await Relationships.FindCurrentAsync(userId, Http.RequestAborted) is not { } current) return;
        _isWaiting = current.PartnerBName is null;
        _partner = current.Side == PartnerSide.A ? current.PartnerBName : current.PartnerAName;
        _until = ViewerZone.Day(ConversationEnd.GoneAfter(Time.GetUtcNow()), ViewerZone.Read(Http.Request), Dates);
    }

    private async Task DeleteAsync()
    {
        if (_user is null) return;
        if (!TypedWord.Is(Input!.Word, T["DeleteWord"]))
        {
            _wrongWord = T["WrongWord", T["DeleteWord"].Value];
            return;
        }

        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        Show(await Accounts.DeleteAsync(_user, new ShownProof(Input.Password, Input.Code, Input.Passkey), Http.RequestAborted));
    }

    private void Go()
    {
        GoneMark.Leave(Http);
        Navigation.NavigateTo("/account/deleted");
    }

    private void Show(AccountDeletionAnswer answer)
    {
        switch (answer)
        {
            case AccountDeletionAnswer.Done: Go(); break;
            case AccountDeletionAnswer.WrongPassword: _wrongProof = T["WrongPassword"]; break;
            case AccountDeletionAnswer.WrongCode: _wrongCode = T["WrongCode"]; break;
            case AccountDeletionAnswer.WrongPasskey: _wrongProof = T["WrongPasskey"]; break;
            case AccountDeletionAnswer.LastAdmin: _problem = T["LastAdmin"]; break;
            case AccountDeletionAnswer.Unavailable: _problem = T["ServerAway"]; break;
            default: throw new ArgumentOutOfRangeException(nameof(answer), answer, null);
        }
    }
}
