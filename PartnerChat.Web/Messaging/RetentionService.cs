using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Retention;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Keeps what is stored for as long as was promised, and no longer. What is due is found in the database, so a restart or a crash in the middle loses
/// nothing; of several nodes one works at a time.
/// </summary>
public sealed partial class RetentionService(
    RetentionStore retention, ConversationEraseStore conversations, AccountDeletionStore accounts, RelationshipService relationships, TimeProvider time,
    ILogger<RetentionService> logger) : IDisposable
{
    private const int RoundSize = 100;

    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <summary>What is kept, what is due, and how the last run went.</summary>
    public Task<RetentionRecord> ReadAsync(CancellationToken ct) => retention.ReadAsync(ct);

    /// <summary>Keeps what sign-ins leave behind for so many days. <see cref="ChatError.NotFound"/> for who may not, <see cref="ChatError.InvalidQuery"/> for another number of days than can be chosen.</summary>
    public async Task<ChatError?> ChangeSessionDaysAsync(AuditActor by, int days, CancellationToken ct)
    {
        if (days is < RetentionRecord.LeastSessionDays or > RetentionRecord.MostSessionDays) return ChatError.InvalidQuery;
        return await retention.ChangeSessionDaysAsync(by, days, ct) ? null : ChatError.NotFound;
    }

    /// <summary>Has the job run now, on this node. <see cref="ChatError.NotFound"/> for who may not.</summary>
    public async Task<ChatError?> AskForRunAsync(AuditActor by, CancellationToken ct)
    {
        if (!await retention.AskForRunAsync(by, ct)) return ChatError.NotFound;
        lock (_asked)
        {
            if (_asked.CurrentCount == 0) _asked.Release();
        }

        return null;
    }

    /// <summary>Waits until an admin asks for a run.</summary>
    internal Task WaitUntilAskedAsync(CancellationToken ct) => _asked.WaitAsync(ct);

    /// <summary>Deletes what is due, until nothing is, and keeps how that went. Does nothing while another node does it.</summary>
    public Task RunAsync(CancellationToken ct) => retention.RunAloneAsync(RunAloneAsync, ct);

    public void Dispose() => _asked.Dispose();

    private async Task RunAloneAsync(CancellationToken ct)
    {
        var run = new RetentionRun(time.GetUtcNow(), default, 0, 0, null);
        foreach (var ended in await accounts.EndLeftOpenAsync(ct)) relationships.Tell(ended);
        DueConversation? last = null;
        while (await conversations.FindDueAsync(last, RoundSize, ct) is { Count: > 0 } round)
        {
            foreach (var due in round) run = await TryAsync(due, run, ct);
            last = round[^1];
        }

        await accounts.EraseEmptyAsync(ct);
        while (await retention.EraseSessionsAsync(ct) == ConversationEraseStore.BatchSize)
        {
            // There may be more.
        }

        await retention.KeepAsync(run with { FinishedAt = time.GetUtcNow() }, ct);
    }

    // One that fails keeps no other from being deleted.
    private async Task<RetentionRun> TryAsync(DueConversation due, RetentionRun run, CancellationToken ct)
    {
        try
        {
            var erasure = await EraseAsync(due, ct);
            if (erasure.IsProven)
            {
                LogDeleted(due.RelationshipId, erasure.Messages);
                return run with { Deleted = run.Deleted + 1 };
            }

            foreach (var left in erasure.Remainders) LogLeft(due.RelationshipId, left.Rows, left.Table);
            return run with { Failed = run.Failed + 1, Fault = "Remainder" };
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            LogFailed(due.RelationshipId, e);
            return run with { Failed = run.Failed + 1, Fault = e.GetType().Name };
        }
    }

    private async Task<Erasure> EraseAsync(DueConversation due, CancellationToken ct)
    {
        long messages = 0;
        int batch;
        do messages += batch = await conversations.EraseMessagesAsync(due, ct);
        while (batch == ConversationEraseStore.BatchSize);
        foreach (var table in ErasedTables.OfConversations)
        {
            while (await conversations.EraseRowsAsync(due, table, ct) == ConversationEraseStore.BatchSize)
            {
                // There may be more.
            }
        }

        return await conversations.FinishAsync(due, messages, ct);
    }

    [LoggerMessage(LogLevel.Information, "The conversation of relationship {RelationshipId} was deleted for good, with {Messages} messages")]
    private partial void LogDeleted(Guid relationshipId, long messages);

    [LoggerMessage(LogLevel.Error, "Of the deleted conversation of relationship {RelationshipId} {Rows} rows are left in {Table}; it is tried again")]
    private partial void LogLeft(Guid relationshipId, long rows, string table);

    [LoggerMessage(LogLevel.Error, "The conversation of relationship {RelationshipId} could not be deleted; it is tried again")]
    private partial void LogFailed(Guid relationshipId, Exception fault);
}
