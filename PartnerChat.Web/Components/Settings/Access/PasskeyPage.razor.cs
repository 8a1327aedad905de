using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>One passkey: another name for it, or its end.</summary>
public sealed partial class PasskeyPage
{
    private ApplicationUser? _user;
    private KeptPasskey? _passkey;
    private bool _isLast;
    private string? _nameError;
    private string? _removeError;

    [Inject]
    private AccountManager Users { get; set; } = null!;

    [Inject]
    private AccountPasskeys Keys { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "rename-passkey")]
    private string? Name { get; set; }

    [Parameter]
    public string Id { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        if (await Users.GetUserAsync(Http.User) is not { } user) return;
        var all = await Keys.ListAsync(user, Http.RequestAborted);
        (_user, _passkey) = (user, all.FirstOrDefault(p => p.Id == Id));
        _isLast = all.Count == 1 && user.PasswordHash is null;
        if (_passkey is null) Navigation.NotFound();
    }

    private async Task RenameAsync()
    {
        if (_passkey is null) return;
        if (await Keys.RenameAsync(_user!, Id, Name)) Leave(Done.PasskeyRenamed);
        else _nameError = T["PasskeyNameBlank"];
    }

    private async Task RemoveAsync()
    {
        if (_passkey is null) return;
        if (await Keys.RemoveAsync(_user!, Id, Http.RequestAborted)) Leave(Done.PasskeyRemoved);
        else _removeError = T["LastWayIn"];
    }

    private void Leave(Done done)
    {
        DoneCookie.Leave(Http, done);
        Navigation.NavigateTo("/settings/security");
    }
}
