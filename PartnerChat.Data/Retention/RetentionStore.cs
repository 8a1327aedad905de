using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Data.Retention;

/// <summary>A run of the deletion job.</summary>
/// <param name="Deleted">How many conversations it deleted.</param>
/// <param name="Failed">How many it could not delete.</param>
/// <param name="Fault">What kind of fault it met last; null where all went well.</param>
public sealed record RetentionRun(DateTimeOffset StartedAt, DateTimeOffset FinishedAt, int Deleted, int Failed, string? Fault);

/// <summary>What is kept, what is due, and how the last run went.</summary>
/// <param name="Frozen">Ended conversations that may still be read.</param>
/// <param name="Due">Conversations that are to be deleted now.</param>
/// <param name="NextAt">When the next one is due; null where none has ended.</param>
/// <param name="LastRun">Null before the first.</param>
public sealed record RetentionRecord(int SessionDays, int Frozen, int Due, DateTimeOffset? NextAt, RetentionRun? LastRun)
{
    public const int LeastSessionDays = 1;
    public const int MostSessionDays = 60;
}

/// <summary>The rules of keeping, and the records of the job that keeps to them.</summary>
public sealed class RetentionStore(IDbContextFactory<ChatDbContext> contexts, ChatDataSources sources, TimeProvider time)
{
    /// <summary>Works while no other node does. A node that dies lets go of it.</summary>
    /// <returns>False when another node works.</returns>
    public async Task<bool> RunAloneAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        await using var gate = await sources.Readers.OpenConnectionAsync(ct);
        if (!await AskAsync(gate, "SELECT pg_try_advisory_lock($1)", ct)) return false;
        try
        {
            await work(ct);
            return true;
        }
        finally
        {
            await AskAsync(gate, "SELECT pg_advisory_unlock($1)", CancellationToken.None);
        }
    }

    public async Task<RetentionRecord> ReadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var oldest = now - ConversationStore.ReadableAfterEnd;
        var state = await db.RetentionStates.AsNoTracking().SingleOrDefaultAsync(ct) ?? new RetentionState();
        var ended = db.Relationships.Where(r => r.EndedAt != null);
        var next = await ended.MinAsync(r => r.EndedAt, ct);
        return new RetentionRecord(
            state.SessionDays, await ended.CountAsync(r => r.EndedAt > oldest, ct), await ended.CountAsync(r => r.EndedAt <= oldest, ct), next + ConversationStore.ReadableAfterEnd,
            state is { LastStartedAt: { } started, LastFinishedAt: { } finished } ? new RetentionRun(started, finished, state.LastDeleted, state.LastFailed, state.LastFault) : null);
    }

    /// <summary>Keeps what sign-ins leave behind for so many days, and writes down who wanted it.</summary>
    /// <returns>False when that user may not, or not any more.</returns>
    public async Task<bool> ChangeSessionDaysAsync(AuditActor by, int days, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        if (!await db.IsAdminAsync(by, now, ct)) return false;
        var before = await db.RetentionStates.Select(s => (int?)s.SessionDays).SingleOrDefaultAsync(ct) ?? RetentionRecord.MostSessionDays;
        if (before == days) return true;
        await db.Database.ExecuteSqlAsync($"INSERT INTO retention_state (id, session_days) VALUES (1, {days}) ON CONFLICT (id) DO UPDATE SET session_days = excluded.session_days", ct);
        var details = JsonSerializer.Serialize(new Dictionary<string, int> { ["session_days_before"] = before, ["session_days"] = days });
        db.Audit(by, now, AuditActions.RetentionChanged, new AuditTarget("retention", null), details: details);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Writes down that an admin asks for a run now.</summary>
    /// <returns>False when that user may not, or not any more.</returns>
    public async Task<bool> AskForRunAsync(AuditActor by, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        if (!await db.IsAdminAsync(by, now, ct)) return false;
        db.Audit(by, now, AuditActions.RetentionRun, new AuditTarget("retention", null));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Keeps how a run went.</summary>
    public async Task KeepAsync(RetentionRun run, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO retention_state (id, last_started_at, last_finished_at, last_deleted, last_failed, last_fault)
            VALUES (1, {run.StartedAt}, {run.FinishedAt}, {run.Deleted}, {run.Failed}, {run.Fault})
            ON CONFLICT (id) DO UPDATE SET last_started_at = excluded.last_started_at, last_finished_at = excluded.last_finished_at,
                last_deleted = excluded.last_deleted, last_failed = excluded.last_failed, last_fault = excluded.last_fault
            """, ct);
    }

    /// <summary>Takes out what sign-ins left behind that ended, or were last used, longer ago than is kept.</summary>
    public async Task<int> EraseSessionsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var days = await db.RetentionStates.Select(s => (int?)s.SessionDays).SingleOrDefaultAsync(ct) ?? RetentionRecord.MostSessionDays;
        var (oldest, unused) = (time.GetUtcNow() - TimeSpan.FromDays(days), time.GetUtcNow() - TimeSpan.FromDays(RetentionRecord.MostSessionDays));
        // One that has not ended may still be used; a sign-in lasts 30 days from its last use.
        return await db.AccountSessions.Where(s => s.EndedAt < oldest || s.LastSeenAt < unused).OrderBy(s => s.Id).Take(ConversationEraseStore.BatchSize).ExecuteDeleteAsync(ct);
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = (long)WorkLock.Retention } } };
        return await ask.ExecuteScalarAsync(ct) is true;
    }
}
