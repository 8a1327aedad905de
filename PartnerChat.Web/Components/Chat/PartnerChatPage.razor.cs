using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat.Search;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>The page of the conversation: opens it, keeps a live session while a circuit is there, and hands its state to the parts.</summary>
public sealed partial class PartnerChatPage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private readonly SearchState _search = new();
    private ChatSnapshot? _restored;
    private ChatState? _state;
    private ChatSession? _session;
    private Participant? _me;
    private ITimer? _midnight;
    private string? _zone;
    private ConversationHistory? _history;
    private long? _delivered;
    private int _arrived;

    /// <summary>Handed from the prerendered page to the circuit, and from a paused circuit to the next.</summary>
    [PersistentState]
    public ChatSnapshot? Snapshot
    {
        get => _state?.ToSnapshot(_zone);
        set => _restored = value;
    }

    [Inject]
    public required ChatService Chat { get; set; }

    [Inject]
    public required CircuitConnection Connection { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>One that has ended, by its address; null for the user's own, or what ended last.</summary>
    [Parameter]
    public Guid? ConversationId { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private string? Presence => _state?.PresenceAt(Time.GetUtcNow()) switch
    {
        PartnerPresence.HereNow => T["HereNow"].Value,
        PartnerPresence.HereRecently => T["HereRecently"].Value,
        _ => null,
    };

    private string AccountKey => $"{_state!.ConversationId:N}:{_state.Side.ToName()}";

    protected override async Task OnInitializedAsync()
    {
        _zone = _restored?.Zone ?? Http?.Request.Cookies["pc-zone"];
        // What was handed over is shown at once, so that taking over changes nothing on the page.
        if (_restored is not null) _state = new ChatState(_restored, new ViewerClock(Time, _zone, T));
        _restored?.LetGo();
        var place = Http is null ? null : PlaceCookie.Take(Http);
        if (await VisitAsync() is not { } visit) return;
        if (_restored is not null && (_restored.ConversationId, _restored.Side) != (visit.Participant.ConversationId, visit.Participant.Side))
        {
            // Paused as somebody else: what the page shows and keeps is theirs.
            Navigation.NavigateTo("/chat", forceLoad: true);
            return;
        }

        if (ConversationId is not null && visit.Membership.End is null)
        {
            Navigation.NavigateTo("/chat");
            return;
        }

        _restored = null;
        // It ended while nobody was listening, and something was said before that: there is no session to catch up with.
        if (visit.Membership.End is not null && _state?.Cursor < visit.Membership.Cursor) _state = null;
        while (_state is null && (_state = await OpenAsync(visit, place)) is null && RendererInfo.IsInteractive) await Task.Delay(RetryPause, Time, _leaving.Token);
        if (_state is { End: null } && visit.Membership.End is { } end) _state.Close(end);
        if (_state is null || !RendererInfo.IsInteractive || _leaving.IsCancellationRequested) return;
        GoLive(visit);
        if (_session is null) await CatchUpAsync(_state, visit);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        // The browser has confirmed what was rendered: the partner's messages are delivered, as bubbles, or in the number of those further down.
        if (_session is null || _state is not { } state) return;
        var isFirst = _delivered is null;
        var after = _delivered ?? state.Unread.ReadTo;
        if (isFirst ? state.Unread.Count == 0 || !state.MayBeUndelivered(after) : state.Unread.Arrived == _arrived)
        {
            _delivered ??= state.Unread.Latest;
            return;
        }

        (_delivered, _arrived) = (state.Unread.Latest, state.Unread.Arrived);
        _ = _session.MarkDeliveredAsync(after, state.Unread.Latest);
    }

    private async Task<Visit?> VisitAsync()
    {
        var user = (await Authentication).User;
        var userId = Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);
        while (!_leaving.IsCancellationRequested)
        {
            var visit = ConversationId is { } ended ? await Chat.VisitAsync(userId, ended, _leaving.Token) : await Chat.VisitLatestAsync(userId, _leaving.Token);
            if (visit.Error == ChatError.NotFound) LeadOn();
            if (visit.Error != ChatError.Unavailable || !RendererInfo.IsInteractive) return visit.Value;
            await Task.Delay(RetryPause, Time, _leaving.Token);
        }

        return null;
    }

    private void LeadOn()
    {
        if (ConversationId is null) Navigation.NavigateTo("/begin");
        else Navigation.NotFound();
    }

    private async Task<ChatState?> OpenAsync(Visit visit, long? place) =>
        await new ChatOpening(Chat, visit).OpenAsync(_zone, place, _leaving.Token) is { } opening ? new ChatState(opening, new ViewerClock(Time, _zone, T)) : null;

    private void GoLive(Visit visit)
    {
        // They may have joined since the page was prerendered or paused.
        if (visit.Membership.PartnerName is { } name) _state!.Apply(new PartnerJoined(_state.ConversationId, name));
        _me = visit.Participant;
        _history = new ConversationHistory(Chat, _me, _state!, _leaving.Token);
        _midnight = Time.CreateTimer(_ => InvokeAsync(TurnDay), null, _state!.Clock.UntilMidnight, Timeout.InfiniteTimeSpan);
        // Nothing happens there any more: it is read, and that is all.
        if (_state.End is not null) return;
        _session = Chat.OpenSession(visit, _state.Cursor, _state.Facts.Seq);
        Connection.Changed += _session.SetLive;
        if (!Connection.IsUp) _session.SetLive(false);
        _ = ListenAsync(_session, _leaving.Token);
    }

    // There is no session to tell what was not handed over.
    private async Task CatchUpAsync(ChatState state, Visit visit)
    {
        if (state.Facts.Seq >= visit.Membership.Facts.Seq || (await Chat.GetNewsAsync(visit.Participant, state.Facts.Seq, _leaving.Token)).Value is not { } news) return;
        if (state.Apply(new FactsChanged(state.ConversationId, news.Facts, state.Facts.Seq, news.Notices))) Refresh();
    }

    private async Task ListenAsync(ChatSession session, CancellationToken ct)
    {
        try
        {
            await foreach (var batch in session.ReadEventsAsync(ct).Batched(ct)) await InvokeAsync(() => ApplyAsync(batch));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task ApplyAsync(IReadOnlyList<ConversationEvent> batch)
    {
        if (batch.Any(e => e is ConversationEnded)) await StopAsync();
        foreach (var @event in batch) _search.Apply(@event);
        if (!batch.Aggregate(false, (any, e) => _state!.Apply(e) | any)) return;
        await ReadMarksAsync();
        Refresh();
        await CountUnreadAsync(_state!);
    }

    // An answer to something further up: what it answers is not in view.
    private async Task ReadMarksAsync()
    {
        if (_me is null || _state!.Marks.Missing(_state.Window.Messages) is not { Count: > 0 } missing) return;
        if ((await Chat.GetMarksAsync(_me, missing, _leaving.Token)).Value is { } marks) _state.Marks.Add(missing, marks);
    }

    private void Refresh()
    {
        _state!.Arrange();
        StateHasChanged();
    }

    // Read on in another tab, beyond what is shown here.
    private async Task CountUnreadAsync(ChatState state)
    {
        while (_me is not null && state.Unread.Uncounted is { } range)
        {
            var found = await Chat.FindPartnersAsync(_me, range.After, range.UpTo, _leaving.Token);
            if (found.Error == ChatError.Unavailable) return;
            state.Unread.Take(range, found.Value?.Count ?? 0);
            StateHasChanged();
        }
    }

    private void TurnDay()
    {
        _state!.Arrange();
        _midnight?.Change(_state.Clock.UntilMidnight, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    private Task<ChatResult<SentMessage>> SendAsync(SendMessage message) => _session is null
        ? Task.FromResult<ChatResult<SentMessage>>(ChatError.Unavailable)
        : _session.SendAsync(message, _leaving.Token);

    private Task<ChatResult<MessageRecord>> EditAsync(Guid id, string content) => ActAsync(me => Chat.EditAsync(me, id, content, _leaving.Token));

    private Task<ChatResult<MessageRecord>> TakeBackAsync(Guid clientMessageId) => ActAsync(me => Chat.TakeBackAsync(me, clientMessageId, _leaving.Token));

    private Task<ChatResult<MessageRecord>> FindEditableAsync() => ActAsync(me => Chat.FindEditableAsync(me, _leaving.Token));

    private Task<ChatResult<MessageRecord>> ActAsync(Func<Participant, Task<ChatResult<MessageRecord>>> act) =>
        _me is null ? Task.FromResult<ChatResult<MessageRecord>>(ChatError.Unavailable) : act(_me);

    private void SetTyping(bool isTyping) => _session?.SetTyping(isTyping);

    private void MarkRead(long upTo)
    {
        if (_state is not { } state || upTo > state.Window.LastSeq || (_session is null && state.End is null)) return;
        _ = _session?.MarkReadAsync(upTo);
        if (state.Unread.Read(upTo, state.Window)) StateHasChanged();
    }

    private void UseZone(string zone)
    {
        if (zone == _zone) return;
        _zone = zone;
        _state!.Use(new ViewerClock(Time, zone, T));
        _midnight?.Change(_state.Clock.UntilMidnight, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        if (_midnight is not null) await _midnight.DisposeAsync();
        await StopAsync();
        _leaving.Dispose();
    }

    private async Task StopAsync()
    {
        if (_session is not { } session) return;
        _session = null;
        Connection.Changed -= session.SetLive;
        await session.DisposeAsync();
    }
}
