using System.Runtime.CompilerServices;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// One live participant: a circuit or a socket. It subscribes first, then reads the store from its cursor, then is live; where it has missed
/// something it reads the store again.
/// </summary>
public sealed class ChatSession : IAsyncDisposable
{
    private const int ChangesPerRead = 100;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly ChatService _chat;
    private readonly Presence _presence;
    private readonly SharedFacts _facts;
    private readonly DeliveryTimes _deliveries;
    private readonly TimeProvider _time;
    private readonly ConversationSubscription _subscription;
    private readonly TypingSignal _typing;
    private readonly DateTimeOffset? _partnerLastSeenAt;
    private readonly bool _isAlone;
    private readonly long _asOf;
    private readonly Lock _gate = new();
    private IDisposable? _stay;
    private bool _disposed;
    private long _readTo;
    private long _factSeq;

    internal ChatSession(
        ChatService chat, ConversationEventBus bus, Presence presence, SharedFacts facts, DeliveryTimes deliveries, TimeProvider time, Visit visit, long after,
        long afterFacts)
    {
        _chat = chat;
        _presence = presence;
        _facts = facts;
        _deliveries = deliveries;
        _time = time;
        _partnerLastSeenAt = visit.Membership.PartnerLastSeenAt;
        _isAlone = visit.Membership.PartnerName is null;
        Me = visit.Participant;
        Cursor = after;
        _asOf = visit.Membership.Cursor;
        _factSeq = afterFacts;
        _subscription = bus.Subscribe(Me.ConversationId);
        facts.Follow(Me);
        _typing = new TypingSignal(Me, bus, time);
        SetLive(true);
    }

    public Participant Me { get; }

    /// <summary>The number of the last durable change that was told.</summary>
    public long Cursor { get; private set; }

    /// <summary>Whether somebody is at the other end. A cut line ends presence and typing, not the session.</summary>
    public void SetLive(bool isLive)
    {
        lock (_gate)
        {
            if (isLive && !_disposed) _stay ??= _presence.Enter(Me);
            if (isLive) return;
            _stay?.Dispose();
            _stay = null;
        }

        _typing.Set(false);
    }

    /// <inheritdoc cref="ChatService.SendAsync"/>
    public Task<ChatResult<SentMessage>> SendAsync(SendMessage message, CancellationToken ct)
    {
        _typing.Set(false);
        return _chat.SendAsync(Me, message, ct);
    }

    /// <summary>They write, or stopped. Ends by itself after 6 s of silence. Not told where the two do not let each other see it.</summary>
    public void SetTyping(bool isTyping) => _typing.Set(isTyping && Shared.ShowsTyping);

    /// <inheritdoc cref="ChatService.MarkDeliveredAsync"/>
    public Task MarkDeliveredAsync(long after, long upTo) => _chat.MarkDeliveredAsync(Me, after, upTo);

    /// <summary>They have read everything up to that place (a seq). Saying it again does nothing.</summary>
    public Task MarkReadAsync(long upTo)
    {
        lock (_gate)
        {
            if (upTo <= _readTo) return Task.CompletedTask;
            _readTo = upTo;
        }

        return _chat.MarkReadAsync(Me, upTo);
    }

    /// <summary>They have read that message and every older one of the partner's. <see cref="ChatError.Forbidden"/> when it is their own.</summary>
    public async Task<ChatResult<MessageRecord>> MarkReadAsync(Guid messageId, CancellationToken ct)
    {
        var found = await _chat.FindMessageAsync(messageId, ct);
        if (found.Value is not { } message) return found;
        if (message.ConversationId != Me.ConversationId) return ChatError.NotFound;
        if (message.SenderId == Me.Side) return ChatError.Forbidden;
        _ = MarkReadAsync(message.Seq);
        return message;
    }

    /// <summary>What was missed, then what happens, until cancelled. Durable events come once each, by rising cursor. To be read once.</summary>
    public async IAsyncEnumerable<ConversationEvent> ReadEventsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var partner = PartnersPresence(Presence.Coarse(_partnerLastSeenAt));
        var shared = Shared;
        var isLagging = false;
        if (shared.ShowsPresence) yield return partner;
        // Joining is no change with a number, so the catch-up does not tell it.
        if (_isAlone && await _chat.VisitAsync(Me.UserId, ct) is { Value.Membership.PartnerName: { } name }) yield return new PartnerJoined(Me.ConversationId, name);
        await foreach (var missed in CatchUpAsync(_asOf, ct)) yield return missed;
        if (await MissedFactsAsync(ct) is { } earlier) yield return earlier;

        await foreach (var next in _subscription.Events.ReadAllAsync(ct))
        {
            var hasDropped = _subscription.TakeLagging();
            isLagging |= hasDropped;
            if (hasDropped || next is StoreAdvanced || (next is DurableEvent hole && hole.Previous > Cursor))
            {
                await foreach (var missed in CatchUpAsync(next is DurableEvent told ? told.Previous : Cursor, ct)) yield return missed;
            }

            if (next is ConversationEnded)
            {
                // It may be known here before what was said last, elsewhere.
                await foreach (var last in CatchUpAsync(Cursor, ct)) yield return Seen(last);
                yield return next;
                yield break;
            }

            if ((next is FactsChanged || hasDropped) && await NewFactsAsync(next as FactsChanged, ct) is { } facts)
            {
                yield return facts;
                await foreach (var change in Between(shared, facts.Facts, ct)) yield return change;
                shared = facts.Facts;
            }

            if (next is DurableEvent durable)
            {
                if (After(durable) is { } news)
                {
                    Cursor = news.Cursor;
                    if (news is MessageSent { CommittedAt: { } committed } sent && sent.Message.SenderId != Me.Side) _deliveries.Count(_time.GetElapsedTime(committed));
                    yield return Seen(news);
                }
            }
            else if (IsTold(next))
            {
                yield return next;
            }

            if (next is PresenceChanged presence && presence.Partner != Me.Side) partner = presence;

            // What was dropped may have told of their coming or going, or that they stopped writing: the store knows neither.
            if (!isLagging || _subscription.Events.Count > 0) continue;
            isLagging = false;
            yield return new TypingChanged(Me.ConversationId, partner.Partner, false);
            var now = PartnersPresence(Presence.Coarse(_time.GetUtcNow()));
            if (now.IsOnline == partner.IsOnline) continue;
            partner = now;
            if (Shared.ShowsPresence) yield return now;
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate) _disposed = true;
        SetLive(false);
        _typing.Dispose();
        _subscription.Dispose();
        return ValueTask.CompletedTask;
    }

    private ConversationFacts Shared => _facts.Of(Me);

    // What the two do not let each other see is not told, whenever it happened.
    private bool IsTold(ConversationEvent next) => next switch
    {
        StoreAdvanced or FactsChanged => false,
        TypingChanged => Shared.ShowsTyping,
        PresenceChanged => Shared.ShowsPresence,
        PositionMoved moved => moved.Partner == Me.Side,
        StarChanged star => star.Partner == Me.Side,
        _ => true,
    };

    private DurableEvent Seen(DurableEvent told) => told switch
    {
        _ when Shared.ShowsRead => told,
        MessageSent sent => sent with { Message = sent.Message.WithoutRead() },
        MessageChanged changed => changed with { Message = changed.Message.WithoutRead() },
        ReceiptsChanged receipts => receipts with { Receipts = [.. receipts.Receipts.Select(r => r with { ReadAt = null })] },
        _ => told,
    };

    private async Task<FactsChanged?> NewFactsAsync(FactsChanged? told, CancellationToken ct)
    {
        if (told is null || told.Previous > _factSeq) return await MissedFactsAsync(ct);
        if (told.Facts.Seq <= _factSeq) return null;
        var news = told with { Notices = [.. told.Notices.Where(n => n.Seq > _factSeq)] };
        _factSeq = news.Facts.Seq;
        return news;
    }

    private async Task<FactsChanged?> MissedFactsAsync(CancellationToken ct)
    {
        while (Shared.Seq > _factSeq)
        {
            if (await _chat.GetNewsAsync(Me, _factSeq, ct) is { Value: { } news })
            {
                var missed = new FactsChanged(Me.ConversationId, news.Facts, _factSeq, news.Notices);
                _factSeq = news.Facts.Seq;
                return missed;
            }

            await Task.Delay(RetryPause, _time, ct);
        }

        return null;
    }

    // What is shown no more ends, and what is shown again begins, as it is now.
    private async IAsyncEnumerable<ConversationEvent> Between(ConversationFacts former, ConversationFacts now, [EnumeratorCancellation] CancellationToken ct)
    {
        var partner = Me.Side.Other();
        if (former.ShowsTyping && !now.ShowsTyping) yield return new TypingChanged(Me.ConversationId, partner, false);
        if (former.ShowsPresence && !now.ShowsPresence) yield return new PresenceChanged(Me.ConversationId, partner, false, null);
        if (former.ShowsPresence || !now.ShowsPresence) yield break;
        var visit = await _chat.VisitAsync(Me.UserId, ct);
        yield return PartnersPresence(Presence.Coarse(visit.Value?.Membership.PartnerLastSeenAt));
    }

    private PresenceChanged PartnersPresence(DateTimeOffset? lastSeenAt) =>
        new(Me.ConversationId, Me.Side.Other(), _presence.IsOnline(Me.ConversationId, Me.Side.Other()), lastSeenAt);

    // A catch-up may have told a part of what the event tells.
    private DurableEvent? After(DurableEvent @event)
    {
        if (@event.Cursor <= Cursor) return null;
        return @event is ReceiptsChanged receipts && @event.Previous < Cursor
            ? receipts with { Receipts = [.. receipts.Receipts.Where(r => r.Cursor > Cursor)] }
            : @event;
    }

    // What is told is at least as the conversation was at that number, so that a message made since and changed up to it is told once.
    private async IAsyncEnumerable<DurableEvent> CatchUpAsync(long asOf, [EnumeratorCancellation] CancellationToken ct)
    {
        var since = Cursor;
        while (true)
        {
            var page = await _chat.GetChangesAsync(Me, new CatchUp(Cursor, since, asOf), ChangesPerRead, ct);
            if (page.Value is null)
            {
                await Task.Delay(RetryPause, _time, ct);
                continue;
            }

            foreach (var change in page.Value.Changes)
            {
                var previous = Cursor;
                Cursor = change.Cursor;
                yield return change.IsNew
                    ? new MessageSent(change.Message, previous, change.Cursor)
                    : new MessageChanged(change.Message, previous, change.Cursor);
            }

            Cursor = page.Value.Cursor;
            if (!page.Value.HasMore) yield break;
        }
    }
}
