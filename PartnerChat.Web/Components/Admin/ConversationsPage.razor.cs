using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerChat.Data.Listings;
using PartnerChat.Web.Components.Admin.Lists;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Admin;

/// <summary>Every conversation of the server: who, how much and when. No content.</summary>
public sealed partial class ConversationsPage : IDisposable
{
    private const int PageSize = 50;
    private static readonly string[] Kinds = ["All", "Active", "Frozen"];

    private readonly CancellationTokenSource _gone = new();
    private MudDataGrid<ConversationRow>? _grid;
    private string _search = "";
    private string _kind = Kinds[0];
    private int _page;
    private int _count;
    private int _total;
    private bool _hasLoaded;
    private bool _isAway;

    [Inject]
    private ConversationDirectory Directory { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Handed from the prerendered page to the circuit: what is read on it stays while it becomes live.</summary>
    [PersistentState]
    public ConversationTotals? Totals { get; set; }

    private string Lede => $"{(Totals is { } totals ? T["Conversations.All", Number(totals.All), Number(totals.Active)].Value : "")} {T["Conversations.Closed"]}";

    private bool? IsActive => _kind switch { "Active" => true, "Frozen" => false, _ => null };

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
            Totals = await Directory.CountAsync(_gone.Token);
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            _isAway = true;
        }
    }

    private async Task<GridData<ConversationRow>> LoadAsync(GridState<ConversationRow> state, CancellationToken ct)
    {
        var sort = state.SortDefinitions.FirstOrDefault();
        try
        {
            var found = await Directory.ListAsync(
                new ConversationQuery(_search, IsActive, OrderOf(sort?.SortBy), sort?.Descending ?? true, state.Page * PageSize, PageSize), _gone.Token);
            (_page, _count, _total, _hasLoaded, _isAway) = (state.Page, found.Items.Count, found.Total, true, false);
            StateHasChanged();
            return new GridData<ConversationRow> { Items = found.Items, TotalItems = found.Total };
        }
        catch (Exception e) when (e.IsDatabaseAway() || _gone.IsCancellationRequested)
        {
            (_count, _total, _isAway) = (0, 0, true);
            if (!_gone.IsCancellationRequested) StateHasChanged();
            return new GridData<ConversationRow> { Items = [] };
        }
    }

    private async Task ReloadAsync()
    {
        if (Totals is null) await CountAsync();
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

    private string StateOf(ConversationRow row) => row switch
    {
        { IsActive: true } => T["Active"],
        { GoneAt: { } gone } => T["FrozenUntil", T.Day(gone, Zone, Time)],
        _ => T["Frozen"],
    };

    private string LookAt(ConversationRow row) => row.PartnerBName is { } other ? T["LookAt", row.PartnerAName, other] : T["LookAtOne", row.PartnerAName];

    private static string Number(int number) => number.ToString("N0", Languages.Reader);

    private static string Short(ConversationRow row) => row.Id.ToString()[..8];

    private static ConversationOrder OrderOf(string? column) => column switch
    {
        nameof(ConversationRow.PartnerAName) => ConversationOrder.Between,
        nameof(ConversationRow.MessageCount) => ConversationOrder.Messages,
        nameof(ConversationRow.RecentCount) => ConversationOrder.Recent,
        nameof(ConversationRow.IsActive) => ConversationOrder.State,
        _ => ConversationOrder.LastActivity,
    };
}
