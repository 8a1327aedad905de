using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Listings;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Admin;

/// <summary>Every account: who may sign in, who is an admin, who is locked; and what an admin can do about it.</summary>
public sealed partial class AccountsPage
{
    private static readonly string[] Kinds = [Everything, "Admins", "Locked"];

    private string _said = "";

    [Inject]
    private AdminAccounts Accounts { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [CascadingParameter]
    private AuditActor By { get; set; } = null!;

    /// <summary>Handed from the prerendered page to the circuit: what is read on it stays while it becomes live.</summary>
    [PersistentState]
    public AccountTotals? Totals { get; set; }

    private string Lede => $"{(Totals is { } totals ? T["Accounts.All", Number(totals.All), Number(totals.Admins), Number(totals.Locked)].Value : "")} {T["Accounts.Closed"]}";

    protected override Task OnInitializedAsync() => Totals is null ? CountAsync() : Task.CompletedTask;

    protected override async Task ReadTotalsAsync(CancellationToken ct) => Totals = await Accounts.CountAsync(ct);

    protected override Task<ListPage<AccountRow>> ListAsync(string? sortBy, bool descending, int skip, CancellationToken ct) =>
        Accounts.ListAsync(new AccountQuery(Search, Enum.Parse<AccountKind>(Kind), OrderOf(sortBy), descending, skip, PageSize), ct);

    private async Task ChangeAsync(AccountRow row)
    {
        _said = "";
        var dialog = await Dialogs.ShowAsync<AccountDialog>(
            row.Email,
            new DialogParameters<AccountDialog> { { d => d.Row, row }, { d => d.By, By } },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        if (await dialog.Result is not { Canceled: false, Data: string said }) return;
        _said = said;
        await ReloadAsync();
    }

    private static string Number(int number) => number.ToString("N0", Languages.Reader);

    private string PlaceOf(AccountRow row) => T[row.Place switch
    {
        AccountPlace.Together => "Place.Together",
        AccountPlace.Waiting => "Place.Waiting",
        _ => "Place.Alone",
    }];

    private static AccountOrder OrderOf(string? column) => column switch
    {
        nameof(AccountRow.Email) => AccountOrder.Email,
        nameof(AccountRow.LastSeenAt) => AccountOrder.LastSeen,
        _ => AccountOrder.Since,
    };
}
