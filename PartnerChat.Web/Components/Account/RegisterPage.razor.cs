using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Components.Invite;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>A new account and, with it, the conversation that waits for its second partner.</summary>
public sealed partial class RegisterPage
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RelationshipService Relationships { get; set; } = null!;

    [Inject]
    private InviteCookie Kept { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    protected override void OnInitialized()
    {
        if (HttpMethods.IsGet(Http.Request.Method) && Http.User.FindId() is not null) Navigation.NavigateTo(ReturnUrl.Conversation);
    }

    private async Task StartAsync(NewAccount account)
    {
        var started = await Relationships.CreateAsync(account.UserId, account.DisplayName, Http.RequestAborted);
        if (started.Value is not null) Kept.Write(Http, account.UserId, started.Value.Invitation);
        Navigation.NavigateTo("/invite");
    }
}
