using System.Collections.Concurrent;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// What the two of each conversation with sessions here let each other see, and their names. A change on this node is told at once, one on another node
/// within 2 s, with one query for all conversations.
/// </summary>
public sealed partial class SharedFacts(ConversationFactsStore store, ConversationEventBus bus, TimeProvider time, ILogger<SharedFacts> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, ConversationFacts> _known = new();
    private readonly Lock _gate = new();
    private bool _isAway;

    /// <summary>The newest that is known here. No question to the database.</summary>
    public ConversationFacts Of(Participant by) => _known.TryGetValue(by.ConversationId, out var known) && known.Seq >= by.Facts.Seq ? known : by.Facts;

    /// <summary>The facts and notices of their conversation beyond that number, from the store.</summary>
    public async Task<ConversationNews> GetNewsAsync(Participant by, long after, CancellationToken ct) =>
        (await store.FindNewsAsync([KeyValuePair.Create(by.ConversationId, after)], ct)).SingleOrDefault() ?? new ConversationNews(by.ConversationId, Of(by), []);

    /// <inheritdoc cref="ConversationFactsStore.FindPlaceAsync"/>
    public Task<FactPlace?> FindPlaceAsync(Participant by, long cursor, CancellationToken ct) => store.FindPlaceAsync(by.ConversationId, cursor, ct);

    /// <summary>A session of that conversation has subscribed: from now on it is asked for.</summary>
    public void Follow(Participant by)
    {
        lock (_gate) _known.TryAdd(by.ConversationId, by.Facts);
    }

    /// <summary>Something may have changed there: its sessions on this node are told before this ends, unless the database is away.</summary>
    public Task LookAsync(Guid conversationId, CancellationToken ct) =>
        _known.TryGetValue(conversationId, out var known) ? LookAsync([KeyValuePair.Create(conversationId, known)], ct) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Forget();
            await LookAsync(_known.ToArray(), stoppingToken);
        }
    }

    private async Task LookAsync(KeyValuePair<Guid, ConversationFacts>[] known, CancellationToken ct)
    {
        if (known.Length == 0) return;
        try
        {
            foreach (var news in await store.FindNewsAsync([.. known.Select(k => KeyValuePair.Create(k.Key, k.Value.Seq))], ct)) Tell(news);
            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e.GetType().Name);
            _isAway = true;
        }
    }

    // Two may have read the same: told once, and in order.
    private void Tell(ConversationNews news)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(news.ConversationId, out var former) || former.Seq >= news.Facts.Seq) return;
            _known[news.ConversationId] = news.Facts;
            bus.Publish(new FactsChanged(news.ConversationId, news.Facts, former.Seq, [.. news.Notices.Where(n => n.Seq > former.Seq)]));
        }
    }

    private void Forget()
    {
        lock (_gate)
        {
            foreach (var gone in _known.Keys.Except(bus.Conversations)) _known.TryRemove(gone, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not say what changed between partners: {Fault}")]
    private partial void LogAway(string fault);
}
