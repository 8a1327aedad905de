using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerChat.Data.Listings;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Admin.Lists;

/// <summary>A page of the admin's with a list that the server pages, sorts and searches.</summary>
public abstract class AdminListPage<TRow> : ComponentBase, IDisposable
{
    protected const int PageSize = 50;
    protected const string Everything = "All";

    private readonly CancellationTokenSource _gone = new();

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    protected TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    protected MudDataGrid<TRow>? Grid { get; set; }

    protected string Search { get; private set; } = "";

    /// <summary>Which of the rows are shown: one of the page's kinds.</summary>
    protected string Kind { get; private set; } = Everything;

    /// <summary>From 0.</summary>
    protected int PageNumber { get; private set; }

    /// <summary>How many rows this page has.</summary>
    protected int Count { get; private set; }

    protected int Total { get; private set; }

    protected bool HasLoaded { get; private set; }

    protected bool IsAway { get; private set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what stands above the list.</summary>
    protected abstract Task ReadTotalsAsync(CancellationToken ct);

    /// <summary>Reads a page of the list.</summary>
    protected abstract Task<ListPage<TRow>> ListAsync(string? sortBy, bool descending, int skip, CancellationToken ct);

    protected async Task CountAsync()
    {
        try
        {
            await ReadTotalsAsync(_gone.Token);
        }
        catch (Exception e) when (IsPassing(e))
        {
            IsAway = true;
        }
    }

    protected async Task<GridData<TRow>> LoadAsync(GridState<TRow> state, CancellationToken ct)
    {
        var sort = state.SortDefinitions.FirstOrDefault();
        try
        {
            var found = await ListAsync(sort?.SortBy, sort?.Descending ?? true, state.Page * PageSize, _gone.Token);
            (PageNumber, Count, Total, HasLoaded, IsAway) = (state.Page, found.Items.Count, found.Total, true, false);
            StateHasChanged();
            return new GridData<TRow> { Items = found.Items, TotalItems = found.Total };
        }
        catch (Exception e) when (IsPassing(e))
        {
            (Count, Total, IsAway) = (0, 0, true);
            if (!_gone.IsCancellationRequested) StateHasChanged();
            return new GridData<TRow> { Items = [] };
        }
    }

    protected async Task ReloadAsync()
    {
        await CountAsync();
        if (Grid is not null) await Grid.ReloadServerData();
    }

    protected Task SearchAsync(string text)
    {
        Search = text.Trim();
        return FromTheTopAsync();
    }

    protected Task ShowAsync(string kind)
    {
        Kind = kind;
        return FromTheTopAsync();
    }

    protected void GoTo(int page) => Grid?.NavigateTo(page > PageNumber ? Page.Next : Page.Previous);

    // Going to another page loads it; from the first there is nowhere to go.
    private Task FromTheTopAsync()
    {
        if (PageNumber == 0) return Grid?.ReloadServerData() ?? Task.CompletedTask;
        Grid?.NavigateTo(Page.First);
        return Task.CompletedTask;
    }

    private bool IsPassing(Exception fault) => fault.IsDatabaseAway() || _gone.IsCancellationRequested;
}
