using Npgsql;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>What became of a lane's batch.</summary>
/// <param name="InDoubt">Something may be stored that the outcome does not tell: let the sessions look.</param>
internal sealed record LaneOutcome(BatchOutcome Written, bool InDoubt);

/// <summary>Writes a batch and has an answer for everything that the database may say, or not say.</summary>
internal sealed partial class LaneStore(MessageWriteStore store, MessageStore messages, ILogger logger)
{
    private const int Attempts = 3;

    /// <summary>The outcome, or null when the database does not answer and nothing is known.</summary>
    public async Task<LaneOutcome?> WriteAsync(LaneBatch batch, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // An earlier attempt may have been committed, its answer lost: then this one finds repeats, and nothing to mark.
                return await WriteOrPartAsync(batch, ct) is { } outcome ? outcome with { InDoubt = outcome.InDoubt || attempt > 1 } : null;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // A pooled connection that died while idle fails once; a deadlock passes. A silence is not asked again: people wait.
                if (attempt < Attempts && IsPassing(e)) continue;
                LogUnavailable(logger, e.GetType().Name, (e as PostgresException)?.SqlState, batch.Messages.Count, batch.Receipts.Count);
                return null;
            }
        }
    }

    private async Task<LaneOutcome?> WriteOrPartAsync(LaneBatch batch, CancellationToken ct)
    {
        try
        {
            return new LaneOutcome(await store.WriteAsync(batch.ToBatch(), ct), InDoubt: false);
        }
        catch (PostgresException e) when (IsDataError(e))
        {
            // One row that the database refuses must not refuse its neighbours'.
            return await WriteApartAsync(batch, e, ct);
        }
    }

    private async Task<LaneOutcome?> WriteApartAsync(LaneBatch batch, PostgresException refusal, CancellationToken ct)
    {
        if (batch.Messages.Count + batch.Receipts.Count == 1) return await AnswerRefusedAsync(batch, refusal, ct);

        var outcomes = new List<MessageOutcome>();
        var unfinished = new List<ReceiptRange>();
        var parts = batch.Receipts.Select(r => new LaneBatch([], [r])).Concat(batch.Messages.Select(m => new LaneBatch([m], [])));
        foreach (var part in parts)
        {
            if (await WriteAsync(part, ct) is not { } outcome) return null;
            outcomes.AddRange(outcome.Written.Messages);
            unfinished.AddRange(outcome.Written.Unfinished);
        }

        // Between two of these writes another node may have written: their receipts are no unbroken row of changes to tell.
        return new LaneOutcome(new BatchOutcome(outcomes, [], unfinished), InDoubt: true);
    }

    // A message without a client id that was committed in an attempt whose answer was lost is there under its own id.
    private async Task<LaneOutcome?> AnswerRefusedAsync(LaneBatch batch, PostgresException refusal, CancellationToken ct)
    {
        if (batch.Messages.Count == 0)
        {
            LogRefused(logger, refusal.SqlState, refusal.ConstraintName);
            return new LaneOutcome(new BatchOutcome([], [], []), InDoubt: false);
        }

        var stored = await messages.GetByIdsAsync([batch.Messages[0].Message.Id], ct);
        if (stored.Count == 0) LogRefused(logger, refusal.SqlState, refusal.ConstraintName);
        var answer = stored.Count == 0 ? MessageOutcome.Refused(MessageRefusal.Ended) : new MessageOutcome(stored[0], true);
        return new LaneOutcome(new BatchOutcome([answer], [], []), InDoubt: false);
    }

    internal static bool IsPassing(Exception e) =>
        e is NpgsqlException { IsTransient: true, InnerException: not TimeoutException } or NullReferenceException { Source: "Npgsql" };

    private static bool IsDataError(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Warning, "The database did not take a batch of {Messages} messages and {Receipts} receipts: {Fault} {SqlState}")]
    private static partial void LogUnavailable(ILogger logger, string fault, string? sqlState, int messages, int receipts);

    [LoggerMessage(LogLevel.Error, "The database refused a write: {SqlState} {Constraint}")]
    private static partial void LogRefused(ILogger logger, string sqlState, string? constraint);
}
