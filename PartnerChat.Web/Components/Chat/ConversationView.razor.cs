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
    private readonly ConnectedModule _module;
    private IReadOnlyList<TimelineDay>? _renderedDays;
    private Task? _loading;
    private bool _isRendered;
    private bool _isDisposed;
    private bool _olderFailed;
    private bool _newerFailed;
    private bool _isDirty;
    private Frame? _renderedFrame;
    private BubbleWords? _words;

    public ConversationView() => _module = new ConnectedModule(this);

    [Parameter, EditorRequired]
    public required ChatState State { get; set; }

    /// <summary>Moves the window; null until a live session is behind the page.</summary>
    [Parameter]
    public IHistory? History { get; set; }

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

    private BubbleWords Words => _words?.PartnerName == PartnerName ? _words : _words = new BubbleWords(PartnerName, T, M);

    private MessageWindow Window => State.Window;

    private UnreadMessages Unread => State.Unread;

    /// <summary>Whether a live session is behind the page.</summary>
    public bool IsLive => History is not null;

    /// <summary>The browser nears the top: one page, one at a time.</summary>
    /// <param name="place">The seq that the reader looks at.</param>
    /// <param name="keepTo">The last seq that is to stay.</param>
    [JSInvokable]
    public Task LoadOlderAsync(long? place, long keepTo) => LoadOneAsync(new OlderPage(place, keepTo));

    /// <summary>The browser nears the bottom, and the conversation goes on there.</summary>
    /// <param name="place">The seq that the reader looks at.</param>
    /// <param name="keepFrom">The first seq that is to stay.</param>
    [JSInvokable]
    public Task LoadNewerAsync(long? place, long keepFrom) => LoadOneAsync(new NewerPage(place, keepFrom));

    /// <summary>The reader follows the end: what is far above it may go.</summary>
    [JSInvokable]
    public Task LetGoAsync(long keepFrom) => LoadAsync(new LessAbove(keepFrom));

    /// <summary>Leads to another part of the conversation; the browser finds its place once it is rendered.</summary>
    [JSInvokable]
    public Task<HistoryAnswer> JumpAsync(JumpTarget target) => LoadAsync(target);

    /// <summary>From which day to which there are messages.</summary>
    [JSInvokable]
    public Task<HistorySpan> FindSpanAsync() => History?.FindSpanAsync() ?? Task.FromResult(new HistorySpan(null, null));

    /// <summary>The bottom edge of that message was seen, with a sign of life.</summary>
    [JSInvokable]
    public void MarkRead(long seq) => Read(seq);

    protected override void OnParametersSet()
    {
        var frame = new Frame(Window.HasOlder, Window.Latest, Unread.Count, Unread.ReadTo, Unread.Arrived, State.PartnerName, State.IsPartnerOnline && State.Days.Count == 0);
        // The first rendering asks nobody.
        _isDirty |= _renderedFrame is not null && (!ReferenceEquals(_renderedDays, State.Days) || frame != _renderedFrame);
        (_renderedDays, _renderedFrame) = (State.Days, frame);
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

    private Task ConnectAsync() =>
        IsLive ? _module.ConnectAsync(Js, "./Components/Chat/ConversationView.razor.js", _list, zone => ZoneFound(zone!)) : Task.CompletedTask;

    private Task LoadOneAsync(HistoryRequest request) => _loading is { IsCompleted: false } ? _loading : _loading = FetchAsync(request);

    private async Task FetchAsync(HistoryRequest request)
    {
        if ((_olderFailed, _newerFailed) != (false, false))
        {
            (_olderFailed, _newerFailed) = (false, false);
            Refresh();
        }

        var answer = await LoadAsync(request);
        if (answer.Problem is null) return;
        (_olderFailed, _newerFailed) = (request is OlderPage, request is NewerPage);
        Refresh();
    }

    private async Task<HistoryAnswer> LoadAsync(HistoryRequest request)
    {
        if (History is not { } history) return HistoryAnswer.Unavailable;
        var answer = await history.LoadAsync(request);
        if (!_isDisposed && answer.Problem is null) Refresh();
        return answer;
    }

    private void Refresh()
    {
        _isDirty = true;
        StateHasChanged();
    }

    private static string NameOf(bool value) => value ? "true" : "false";

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _module.DisposeAsync();
    }

    /// <summary>What is rendered beside the messages.</summary>
    private sealed record Frame(bool HasOlder, long Latest, int Unread, long ReadTo, int Arrived, string? PartnerName, bool IsAloneHere);
}
