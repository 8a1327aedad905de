using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Group commit. A message waits for nothing but the write in progress; the next write takes all that came meanwhile, from every
/// conversation, in one round trip and one commit. Each conversation belongs to one lane, so its order is the order of arrival.
/// </summary>
public sealed class MessageWriter : BackgroundService
{
    private const int LaneCount = 2;

    private readonly WriteLane[] _lanes;

    public MessageWriter(
        MessageWriteStore store, MessageActionStore actions, MessageStore messages, ConversationEventBus bus, TimeProvider time, ILogger<MessageWriter> logger)
    {
        var (writing, acting) = (new LaneStore(store, messages, logger), new LaneActions(actions, bus, logger));
        _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => new WriteLane(writing, acting, bus, time))];
    }

    /// <summary>Stores a message. The answer comes after its commit, and after its event was published.</summary>
    /// <exception cref="StoreUnavailableException">It may be stored or not. Sending it again with its client id is safe.</exception>
    public Task<MessageOutcome> SendAsync(NewMessage message) => LaneOf(message.ConversationId).SendAsync(message);

    /// <summary>Stores a receipt, with the next batch that starts within 10 ms, else by itself. It is tried until the database takes it.</summary>
    public Task MarkAsync(ReceiptRange receipt) => LaneOf(receipt.ConversationId).MarkAsync(receipt);

    /// <summary>Does something to a message, in the order of asking. The answer comes after its commit, and after its event was published.</summary>
    /// <exception cref="StoreUnavailableException">It may be done or not. Doing it again is safe.</exception>
    public Task<ActionOutcome> ActAsync(MessageAction action) => LaneOf(action.ConversationId).ActAsync(action);

    /// <summary>Writes what is waiting, then stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in _lanes) lane.Close();
        if (ExecuteTask is { } running) await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_lanes.Select(lane => lane.RunAsync(stoppingToken)));

    private WriteLane LaneOf(Guid conversationId) => _lanes[(uint)conversationId.GetHashCode() % LaneCount];
}
