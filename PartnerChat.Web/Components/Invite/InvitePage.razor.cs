using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Account;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Invite;

/// <summary>The link for the partner, until they have joined. For who is not signed in: a place for the link that they got.</summary>
public sealed partial class InvitePage
{
    private bool _isStranger;
    private bool _waits;
    private string? _link;
    private string? _until;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RelationshipService Relationships { get; set; } = null!;

    [Inject]
    private InviteCookie Kept { get; set; } = null!;

    [Inject]
    private InviteLinks Links { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _isStranger = Http.User.FindId() is null;
        if (Http.User.FindId() is not { } userId) return;
        var relationship = await Relationships.FindCurrentAsync(userId, Http.RequestAborted);
        if (relationship is null) Navigation.NavigateTo("/begin");
        else if (relationship.PartnerBName is not null) Navigation.NavigateTo(ReturnUrl.Conversation);
        else await ShowAsync(userId, relationship);
    }

    private async Task ShowAsync(Guid userId, RelationshipRecord relationship)
    {
        _waits = true;
        if (Kept.Read(Http, userId) is not { } invitation) return;
        // It may have been made void from another device.
        var stored = await Relationships.FindInvitationAsync(invitation.Code, Http.RequestAborted);
        if (stored is not { IsOpen: true } || stored.RelationshipId != relationship.Id) return;
        _link = Links.For(Http.Request, invitation.Code);
        _until = ViewerZone.Day(invitation.ExpiresAt, ViewerZone.Read(Http.Request), Dates);
    }

    private async Task RenewAsync()
    {
        if (Http.User.FindId() is not { } userId) return;
        var renewed = await Relationships.RenewInvitationAsync(userId, Http.RequestAborted);
        if (renewed.Value is not null) Kept.Write(Http, userId, renewed.Value);
        Navigation.NavigateTo(renewed.Fault == RelationshipFault.AlreadyAccepted ? ReturnUrl.Conversation : "/invite");
    }
}
