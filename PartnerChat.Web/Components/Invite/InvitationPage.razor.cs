using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Account;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Invite;

/// <summary>An invitation, opened: by a stranger who gets an account on the way, by somebody who has one, or by one of the two themselves.</summary>
public sealed partial class InvitationPage
{
    private State _state;
    private string _inviter = "";
    private string? _nameError;

    private enum State
    {
        None,
        Open,
        Own,
        InOwnWaiting,
        InOther,
        Gone,
    }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RelationshipService Relationships { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromForm(FormName = "join")]
    private string? Name { get; set; }

    private bool IsStranger => Http.User.FindId() is null;

    // Sent from a page that is no longer so: used meanwhile, or signed in from another tab. The page as it is now says it.
    private bool IsFormGone => HttpMethods.IsPost(Http.Request.Method)
        && (_state != State.Open || Http.Request.Form["_handler"] != (IsStranger ? "registration" : "join"));

    private string Title => _state switch
    {
        State.Own => T["OwnTitle"],
        State.InOwnWaiting => T["WaitingTitle"],
        State.InOther => T["OtherTitle"],
        State.Gone => T["GoneTitle"],
        _ => T["AnInvitation"],
    };

    // Around the name.
    private string[] WouldLike => T["WouldLike"].Value.Split("{0}");

    protected override async Task OnInitializedAsync()
    {
        var invitation = await Relationships.FindInvitationAsync(Code, Http.RequestAborted);
        var current = Http.User.FindId() is { } userId ? await Relationships.FindCurrentAsync(userId, Http.RequestAborted) : null;
        _inviter = invitation?.InviterName ?? "";
        if (current is not null && current.Id == invitation?.RelationshipId && (current.PartnerBName is not null || !invitation.IsOpen)) Navigation.NavigateTo(ReturnUrl.Conversation);
        else Show(invitation, current);
        if (IsFormGone) Navigation.NavigateTo($"/invite/{Code}");
    }

    private void Show(InvitationRecord? invitation, RelationshipRecord? current)
    {
        _state = (invitation, current) switch
        {
            ({ IsOpen: true }, null) => State.Open,
            ({ IsOpen: true } open, { } mine) when open.RelationshipId == mine.Id => State.Own,
            ({ IsOpen: true }, { PartnerBName: null }) => State.InOwnWaiting,
            ({ IsOpen: true }, _) => State.InOther,
            _ => State.Gone,
        };
        if (_state == State.Gone) Answer(invitation is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
    }

    // At the last moment: a page that is 404 any earlier is exchanged for the not-found page.
    private void Answer(int status) => Http.Response.OnStarting(() =>
    {
        Http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    private Task JoinNewAsync(NewAccount account) => JoinAsync(account.UserId, account.DisplayName);

    private Task JoinAsync() => Http.User.FindId() is { } userId ? JoinAsync(userId, Name) : Task.CompletedTask;

    private async Task JoinAsync(Guid userId, string? name)
    {
        var joined = await Relationships.AcceptAsync(userId, Code, name, Http.RequestAborted);
        if (joined.Fault == RelationshipFault.DisplayName) _nameError = NameWords.Explain(Account, joined.NameFault);
        // Used by somebody else in the meantime: the same address now says so.
        else Navigation.NavigateTo(joined.Value is not null ? ReturnUrl.Conversation : $"/invite/{Code}");
    }
}
