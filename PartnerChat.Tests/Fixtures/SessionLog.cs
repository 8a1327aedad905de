using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Reads a session's events as a page does, and keeps them.</summary>
internal sealed class SessionLog : IAsyncDisposable
{
    private readonly List<ConversationEvent> _events = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Task>? _beforeEach;
    private readonly Task _reading;

    /// <param name="beforeEach">Awaited before an event is taken: a slow reader.</param>
    public SessionLog(ChatSession session, Func<Task>? beforeEach = null)
    {
        Session = session;
        _beforeEach = beforeEach;
        _reading = ReadAsync();
    }

    public ChatSession Session { get; }

    public IReadOnlyList<ConversationEvent> Events
    {
        get
        {
            lock (_events) return [.. _events];
        }
    }

    /// <summary>The numbers of the messages that were told as new, as they came.</summary>
    public IReadOnlyList<long> SentSeqs => [.. Events.OfType<MessageSent>().Select(e => e.Message.Seq)];

    public Task WaitForAsync(Func<IReadOnlyList<ConversationEvent>, bool> condition, CancellationToken ct) => Eventually.HoldsAsync(() =>
    {
        // What ended the reading is the reason to show.
        if (_reading.IsFaulted) _reading.GetAwaiter().GetResult();
        return condition(Events);
    }, ct);

    public Task WaitForSentAsync(int count, CancellationToken ct) => WaitForAsync(events => events.OfType<MessageSent>().Count() >= count, ct);

    /// <summary>What somebody has who heard all that was told.</summary>
    public Replica ToReplica()
    {
        var replica = new Replica();
        foreach (var durable in Events.OfType<DurableEvent>()) replica.Apply(durable);
        return replica;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Session.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var next in Session.ReadEventsAsync(_stop.Token))
        {
            if (_beforeEach is not null) await _beforeEach();
            lock (_events) _events.Add(next);
        }
    }
}
