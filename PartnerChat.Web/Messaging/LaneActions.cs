using Npgsql;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>What is done to messages in a lane: each in a transaction of its own, told before it is answered.</summary>
internal sealed partial class LaneActions(MessageActionStore store, ConversationEventBus bus, ILogger logger)
{
    private const int Attempts = 3;

    /// <summary>Does them in their order. False when the database does not answer: then nobody waits for those that are left.</summary>
    public async Task<bool> WriteAsync(IReadOnlyList<PendingAction> actions, CancellationToken ct)
    {
        try
        {
            foreach (var pending in actions)
            {
                if (await TryApplyAsync(pending.Action, ct) is not { } outcome) return false;
                if (outcome is { IsChange: true, Message: { } message }) bus.Publish(new MessageChanged(message, message.ChangeSeq - 1, message.ChangeSeq));
                pending.Done.TrySetResult(outcome);
            }

            return true;
        }
        finally
        {
            // Those that are done have their answer.
            foreach (var pending in actions) pending.Fail();
        }
    }

    private async Task<ActionOutcome?> TryApplyAsync(MessageAction action, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await store.ApplyAsync(action, ct);
                // An earlier attempt may have been committed, its answer lost: then this one found it done.
                if (attempt > 1) bus.Publish(new StoreAdvanced(action.ConversationId));
                return outcome;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                if (attempt < Attempts && LaneStore.IsPassing(e)) continue;
                LogUnavailable(logger, e.GetType().Name, (e as PostgresException)?.SqlState);
                bus.Publish(new StoreAdvanced(action.ConversationId));
                return null;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not take a change of a message: {Fault} {SqlState}")]
    private static partial void LogUnavailable(ILogger logger, string fault, string? sqlState);
}
