using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>A new password, by the link of a mail.</summary>
public sealed partial class ResetPage
{
    private string? _error;

    [Inject]
    private AccountRecovery Recovery { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "reset")]
    private string? Password { get; set; }

    private protected override Task<bool> IsGoodAsync(MailLink link) => Recovery.IsGoodAsync(link);

    private protected override async Task<bool?> UseAsync(MailLink link)
    {
        var result = await Recovery.ResetAsync(link, Password ?? "", Http.RequestAborted);
        _error = result?.Errors.FirstOrDefault()?.Description;
        return result?.Succeeded;
    }
}
