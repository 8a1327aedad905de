using System.Threading.Channels;

namespace PartnerChat.Web.Messaging;

/// <summary>One session's queue of events. When it is full the session lags: it catches up from the store by itself.</summary>
public sealed class ConversationSubscription : IDisposable
{
    /// <summary>How many events wait at most.</summary>
    public const int Capacity = 256;

    private readonly Channel<ConversationEvent> _events = Channel.CreateBounded<ConversationEvent>(new BoundedChannelOptions(Capacity)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
    });

    private readonly Action<ConversationSubscription> _remove;
    private int _lagging;
    private int _disposed;

    internal ConversationSubscription(Guid conversationId, Action<ConversationSubscription> remove)
    {
        ConversationId = conversationId;
        _remove = remove;
    }

    public Guid ConversationId { get; }

    /// <summary>The events, in the order of publishing; completed once disposed.</summary>
    public ChannelReader<ConversationEvent> Events => _events.Reader;

    /// <summary>Whether something was dropped since it was last asked.</summary>
    public bool TakeLagging() => Interlocked.Exchange(ref _lagging, 0) == 1;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        _remove(this);
        _events.Writer.TryComplete();
    }

    internal void Offer(ConversationEvent @event)
    {
        if (_events.Writer.TryWrite(@event)) return;
        Volatile.Write(ref _lagging, 1);
        // The reader may have emptied the queue just before it could see the mark: then this wakes it.
        _events.Writer.TryWrite(new StoreAdvanced(ConversationId));
    }
}
