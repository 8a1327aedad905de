using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>Asks for an address to which a link is to go.</summary>
public sealed partial class AddressForm
{
    private string? _sentTo;
    private string? _error;
    private bool _isAway;
    private int? _wait;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm]
    private string? Email { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The key of what is said then.</summary>
    [Parameter, EditorRequired]
    public string Sent { get; set; } = "";

    [Parameter, EditorRequired]
    public Func<string, CancellationToken, Task> Send { get; set; } = null!;

    private async Task SubmitAsync()
    {
        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var email = Email?.Trim();
        if (!EmailRule.IsEmail(email))
        {
            _error = Account["InvalidEmail"];
            return;
        }

        try
        {
            await Send(email!, Http.RequestAborted);
            _sentTo = email;
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            _isAway = true;
        }
    }
}
