using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Tells the sessions of this node that their relationship has ended, wherever it was: on another node, or through the store. One query each
/// 2 s for all conversations that have sessions here. A session that is still there is told again.
/// </summary>
public sealed partial class EndedConversations(ConversationStore store, ConversationEventBus bus, TimeProvider time, ILogger<EndedConversations> logger)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var conversations = bus.Conversations;
        if (conversations.Count == 0) return;
        try
        {
            foreach (var ended in await store.FindEndedAsync(conversations, ct)) bus.Publish(new ConversationEnded(ended.Id, ended.End));
            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e.GetType().Name);
            _isAway = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not say which conversations have ended: {Fault}")]
    private partial void LogAway(string fault);
}
