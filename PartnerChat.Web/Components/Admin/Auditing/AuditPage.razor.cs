using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerChat.Data.Auditing;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Admin.Auditing;

/// <summary>What admins did, newest or oldest first, narrowed by what is asked for. Nothing on it changes anything.</summary>
public sealed partial class AuditPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private MudDataGrid<AuditRow>? _grid;
    private AuditSearch _search = new();
    private Data.Auditing.AuditPage? _page;
    private (AuditPlace Place, bool IsOlder)? _turn;
    private bool _isOldestFirst;
    private bool _hasLoaded;
    private bool _isAway;

    [CascadingParameter]
    public required AuditActor Actor { get; set; }

    [CascadingParameter]
    public required TimeZoneInfo Zone { get; set; }

    [Inject]
    public required AuditLog Log { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private IReadOnlyList<AuditRow> Rows => _page?.Rows ?? [];

    private string Range => Rows is [var first, .., var last] ? T["Range", Zone.Exact(last.At), Zone.Exact(first.At)] : Rows is [var only] ? Zone.Exact(only.At) : "";

    private async Task<GridData<AuditRow>> LoadAsync(GridState<AuditRow> state, CancellationToken ct)
    {
        var isOldestFirst = state.SortDefinitions.FirstOrDefault() is { Descending: false };
        if (isOldestFirst != _isOldestFirst) (_isOldestFirst, _turn) = (isOldestFirst, null);
        var filter = await FilterAsync();
        var read = filter is null ? ChatError.Unavailable
            : _turn?.IsOlder ?? !_isOldestFirst ? await Log.GetOlderAsync(Actor, filter, _turn?.Place, _leaving.Token)
            : await Log.GetNewerAsync(Actor, filter, _turn?.Place, _leaving.Token);
        (_page, _isAway, _hasLoaded) = (read.Value, read.Error == ChatError.Unavailable, true);
        if (read.Error == ChatError.NotFound) Navigation.NotFound();
        StateHasChanged();
        return new GridData<AuditRow> { Items = _isOldestFirst ? [.. Rows.Reverse()] : Rows, TotalItems = Rows.Count };
    }

    private async Task<AuditFilter?> FilterAsync()
    {
        try
        {
            return await _search.ToFilterAsync(Log, Zone, _leaving.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            return null;
        }
    }

    private Task ReloadAsync() => _grid?.ReloadServerData() ?? Task.CompletedTask;

    private Task SearchAsync(AuditSearch search)
    {
        (_search, _turn) = (search, null);
        return ReloadAsync();
    }

    private bool CanTurn(bool isOlder) => _page is not null && (isOlder ? _page.HasOlder : _page.HasNewer);

    private Task TurnAsync(bool isOlder)
    {
        if (Rows is []) return Task.CompletedTask;
        _turn = ((isOlder ? Rows[^1] : Rows[0]).Place, isOlder);
        return ReloadAsync();
    }

    // Ids, numbers and settings, as they stand there; an inspection's own id says nothing to a reader.
    private string DetailsOf(AuditRow row)
    {
        using var details = JsonDocument.Parse(row.Details);
        return string.Join(", ", details.RootElement.EnumerateObject().Where(d => d.Name != "inspection").Select(d => $"{d.Name} {Told(d.Value)}"));
    }

    private string Told(JsonElement value) => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var at) ? Zone.Exact(at) : value.ToString();

    private static string WhoOf(AuditRow row) => row.ActorEmail ?? row.ActorId.ToString();

    private static string TargetOf(AuditRow row, Guid target) => row.TargetEmail ?? $"{row.TargetType} {Short(target)}";

    private static string Short(Guid id) => id.ToString()[..8];

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
