using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Fans events out to the sessions of a conversation, in memory. It runs nobody's code: publishing writes into each subscription's bounded
/// queue and never waits. It may drop, the store may not.
/// </summary>
public sealed class ConversationEventBus
{
    private readonly ConcurrentDictionary<Guid, ImmutableArray<ConversationSubscription>> _subscriptions = new();

    /// <summary>How many subscriptions there are, in all conversations.</summary>
    public int SubscriptionCount => _subscriptions.Values.Sum(s => s.Length);

    /// <summary>The conversations that have subscriptions.</summary>
    public IReadOnlyCollection<Guid> Conversations => [.. _subscriptions.Keys];

    /// <summary>Starts to collect a conversation's events. Dispose it to stop.</summary>
    public ConversationSubscription Subscribe(Guid conversationId)
    {
        var subscription = new ConversationSubscription(conversationId, Remove);
        _subscriptions.AddOrUpdate(conversationId, [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    /// <summary>Tells every session of the event's conversation. Of one conversation, durable events are published in the order of their cursors.</summary>
    public void Publish(ConversationEvent @event)
    {
        if (!_subscriptions.TryGetValue(@event.ConversationId, out var subscriptions)) return;
        foreach (var subscription in subscriptions)
            subscription.Offer(@event);
    }

    private void Remove(ConversationSubscription subscription)
    {
        while (_subscriptions.TryGetValue(subscription.ConversationId, out var subscriptions))
        {
            var left = subscriptions.Remove(subscription);
            var done = left.IsEmpty
                ? _subscriptions.TryRemove(new(subscription.ConversationId, subscriptions))
                : _subscriptions.TryUpdate(subscription.ConversationId, left, subscriptions);
            if (done) return;
        }
    }
}
