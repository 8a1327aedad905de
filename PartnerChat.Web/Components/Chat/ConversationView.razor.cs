using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PartnerChat.Web.Components.Chat;

/// <summary>
/// The list of messages. The browser owns where it stands: following the end, keeping the place when an older page comes, the pill, what was
/// read. The server owns what is in it.
/// </summary>
public sealed partial class ConversationView : ComponentBase, IAsyncDisposable
{
    private ElementReference _list;
    private DotNetObjectReference<ConversationView>? _self;
    private IJSObjectReference? _module;
    private IReadOnlyList<TimelineDay>? _renderedDays;
    private Task? _loadingOlder;
    private bool _isConnected;
    private bool _isDisposed;
    private bool _olderFailed;
    private bool _isDirty = true;
    private (bool, string?, bool, bool, long) _renderedFrame;

    [Parameter, EditorRequired]
    public required ChatState State { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TimelineDay> Days { get; set; }

    [Parameter]
    public bool HasOlder { get; set; }

    /// <summary>Whether a live session is behind the page.</summary>
    [Parameter]
    public bool IsLive { get; set; }

    /// <summary>Fetches an older page; false if that failed.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<bool>> LoadOlder { get; set; }

    /// <summary>Everything up to that seq was read.</summary>
    [Parameter, EditorRequired]
    public required Action<long> Read { get; set; }

    /// <summary>The viewer's zone, as their browser says.</summary>
    [Parameter, EditorRequired]
    public required Action<string> ZoneFound { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    private string PartnerName => State.PartnerName ?? T["YourPartner"];

    private string Label => T["ConversationWith", State.PartnerName ?? T["ToYourPartner"]];

    /// <summary>The browser nears the top: one page, one at a time.</summary>
    [JSInvokable]
    public Task LoadOlderAsync() => LoadOlderMessages();

    /// <summary>The bottom edge of that message was seen, with a sign of life.</summary>
    [JSInvokable]
    public void MarkRead(long seq) => Read(seq);

    protected override void OnParametersSet()
    {
        var frame = (HasOlder, State.PartnerName, State.IsPartnerOnline && Days.Count == 0, IsLive, State.ReadTo);
        _isDirty |= !ReferenceEquals(_renderedDays, Days) || frame != _renderedFrame;
        (_renderedDays, _renderedFrame) = (Days, frame);
    }

    protected override bool ShouldRender()
    {
        var isDirty = _isDirty;
        _isDirty = false;
        return isDirty;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!IsLive || _self is not null) return;
        _self = DotNetObjectReference.Create(this);
        try
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Chat/ConversationView.razor.js");
            if (_isDisposed)
            {
                await JsModules.DisposeAsync(_module);
                return;
            }

            ZoneFound(await _module.InvokeAsync<string>("connect", _list, _self));
            _isConnected = true;
            Refresh();
        }
        catch (JSDisconnectedException)
        {
            // The browser went while it was being connected; the circuit is about to follow.
            _isConnected = false;
        }
    }

    private Task LoadOlderMessages() => _loadingOlder is { IsCompleted: false } ? _loadingOlder : _loadingOlder = FetchAsync();

    private async Task FetchAsync()
    {
        if (_olderFailed)
        {
            _olderFailed = false;
            Refresh();
        }

        _olderFailed = !await LoadOlder();
        if (_olderFailed) Refresh();
    }

    private void Refresh()
    {
        _isDirty = true;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _self?.Dispose();
        await JsModules.DisposeAsync(_module);
    }
}
