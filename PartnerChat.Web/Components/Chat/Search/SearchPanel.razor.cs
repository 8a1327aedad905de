using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Chat.Search;

/// <summary>The search beside the chat. The browser owns whether it is open, and what is typed; the server what was found.</summary>
public sealed partial class SearchPanel : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly ConnectedModule _module;
    private ElementReference _panel;
    private CancellationTokenSource? _asking;
    private string _asked = "";
    private bool _isBusy;
    private bool _isDirty;
    private bool _isRendered;
    private (ViewerClock, DateOnly, string?)? _shown;

    public SearchPanel() => _module = new ConnectedModule(this);

    [Parameter, EditorRequired]
    public required ChatState Chat { get; set; }

    [Parameter, EditorRequired]
    public required SearchState Search { get; set; }

    /// <summary>Whose search it is; null while no live session is behind the page.</summary>
    [Parameter]
    public Participant? Me { get; set; }

    [Inject]
    public required SearchService Service { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    private string Status => Search.Words.Length == 0 ? T["Hint"]
        : Search.HasFailed && Search.Hits.Count == 0 ? ""
        : Search.Hits.Count == 0 ? T["Nothing", Search.Words]
        : Search.HasMore ? T["FoundMore", Search.Hits.Count]
        : T.Counted("Found", Search.Hits.Count);

    /// <summary>Searches for what stands in the field. A later question takes the place of this one.</summary>
    [JSInvokable]
    public async Task SearchAsync(string words)
    {
        _asked = words.Trim();
        if (_asking is not null) await _asking.CancelAsync();
        if (_asked.Length == 0)
        {
            Search.Clear();
            return;
        }

        await AskAsync(words = _asked, null, page => Search.Begin(words, page));
    }

    protected override void OnInitialized() => Search.Changed += Refresh;

    protected override void OnParametersSet()
    {
        var shown = (Chat.Clock, Chat.Clock.Today, Chat.PartnerName);
        // The first rendering asks nobody.
        _isDirty |= _shown is not null && shown != _shown;
        _shown = shown;
    }

    protected override bool ShouldRender()
    {
        var isDirty = _isDirty;
        _isDirty = false;
        return isDirty;
    }

    protected override Task OnParametersSetAsync() => _isRendered ? ConnectAsync() : Task.CompletedTask;

    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        _isRendered = true;
        return ConnectAsync();
    }

    private Task ConnectAsync() => Me is null ? Task.CompletedTask : _module.ConnectAsync(Js, "./Components/Chat/Search/SearchPanel.razor.js", _panel);

    private Task AskAgainAsync() => Search.Words == _asked && Search.Hits.Count > 0 ? MoreAsync() : SearchAsync(_asked);

    private Task MoreAsync() => _isBusy || Search.Next is not { } next ? Task.CompletedTask : AskAsync(Search.Words, next, Search.Append);

    private async Task AskAsync(string words, long? before, Action<SearchPage?> take)
    {
        if (Me is not { } me) return;
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        _asking = asking;
        SetBusy(true);
        try
        {
            var page = await AskAsync(me, words, before, asking.Token);
            if (_asking == asking) take(page.Error == ChatError.InvalidQuery ? new SearchPage([], HasMore: false) : page.Value);
        }
        catch (OperationCanceledException) when (asking.IsCancellationRequested)
        {
            // Somebody typed on, or left.
            return;
        }
        finally
        {
            if (_asking == asking)
            {
                _asking = null;
                SetBusy(false);
            }
        }
    }

    // Who types fast waits a little; nobody has to be told.
    private async Task<ChatResult<SearchPage>> AskAsync(Participant me, string words, long? before, CancellationToken ct)
    {
        while (true)
        {
            var page = await Service.SearchAsync(me, words, before, SearchService.PageSize, ct);
            if (page.Error != ChatError.RateLimited) return page;
            await Task.Delay(page.RetryAfter ?? TimeSpan.FromSeconds(1), Time, ct);
        }
    }

    private string NameOf(SearchHit hit) => hit.Message.SenderId == Chat.Side ? T["You"] : Chat.PartnerName ?? T["YourPartner"];

    private void SetBusy(bool isBusy)
    {
        if (_leaving.IsCancellationRequested) return;
        _isBusy = isBusy;
        Refresh();
    }

    private void Refresh()
    {
        _isDirty = true;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        Search.Changed -= Refresh;
        await _leaving.CancelAsync();
        await _module.DisposeAsync();
        _leaving.Dispose();
    }
}
