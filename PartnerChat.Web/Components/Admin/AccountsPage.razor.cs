using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Web.Components.Admin.Lists;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Admin;

/// <summary>Every account: who may sign in, who is an admin, who is locked; and what an admin can do about it.</summary>
public sealed partial class AccountsPage : IDisposable
{
    private const int PageSize = 50;
    private static readonly string[] Kinds = ["All", "Admins", "Locked"];

    private readonly CancellationTokenSource _gone = new();
    private MudDataGrid<AccountRow>? _grid;
    private string _search = "";
    private string _kind = Kinds[0];
    private string _said = "";
    private int _page;
    private int _count;
    private int _total;
    private bool _hasLoaded;
    private bool _isAway;

    [Inject]
    private AdminAccounts Accounts { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private AuditActor By { get; set; } = null!;

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Handed from the prerendered page to the circuit: what is read on it stays while it becomes live.</summary>
    [PersistentState]
    public AccountTotals? Totals { get; set; }

    private string Lede => $"{(Totals is { } totals ? T["Accounts.All", Number(totals.All), Number(totals.Admins), Number(totals.Locked)].Value : "")} {T["Accounts.Closed"]}";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync() => Totals is null ? CountAsync() : Task.CompletedTask;

    private async Task CountAsync()
    {
        try
        {
            Totals = await Accounts.CountAsync(_gone.Token);
        }
        catch (Exception e) when (e.IsDatabaseAway() || _gone.IsCancellationRequested)
        {
            _isAway = true;
        }
    }

    private async Task<GridData<AccountRow>> LoadAsync(GridState<AccountRow> state, CancellationToken ct)
    {
        var sort = state.SortDefinitions.FirstOrDefault();
        try
        {
            var found = await Accounts.ListAsync(
                new AccountQuery(_search, Enum.Parse<AccountKind>(_kind), OrderOf(sort?.SortBy), sort?.Descending ?? true, state.Page * PageSize, PageSize), _gone.Token);
            (_page, _count, _total, _hasLoaded, _isAway) = (state.Page, found.Items.Count, found.Total, true, false);
            StateHasChanged();
            return new GridData<AccountRow> { Items = found.Items, TotalItems = found.Total };
        }
        catch (Exception e) when (e.IsDatabaseAway() || _gone.IsCancellationRequested)
        {
            (_count, _total, _isAway) = (0, 0, true);
            if (!_gone.IsCancellationRequested) StateHasChanged();
            return new GridData<AccountRow> { Items = [] };
        }
    }

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

    private async Task ReloadAsync()
    {
        await CountAsync();
        if (_grid is not null) await _grid.ReloadServerData();
    }

    private Task SearchAsync(string text)
    {
        _search = text.Trim();
        return FromTheTopAsync();
    }

    private Task ShowAsync(string kind)
    {
        _kind = kind;
        return FromTheTopAsync();
    }

    // Going to another page loads it; from the first there is nowhere to go.
    private Task FromTheTopAsync()
    {
        if (_page == 0) return ReloadAsync();
        _grid?.NavigateTo(Page.First);
        return Task.CompletedTask;
    }

    private void GoTo(int page) => _grid?.NavigateTo(page > _page ? Page.Next : Page.Previous);

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
