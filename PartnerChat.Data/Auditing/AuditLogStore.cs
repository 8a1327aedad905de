using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Auditing;

/// <summary>Reads the audit log, by place and not by number: the millionth page costs what the first does.</summary>
public sealed class AuditLogStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>The newest entries; beyond <paramref name="before"/>, the next older ones. Null for whoever is no admin.</summary>
    public Task<AuditPage?> GetOlderAsync(AuditActor by, DateTimeOffset at, AuditFilter filter, AuditPlace? before, int take, CancellationToken ct) =>
        AskAsync(by, at, async db =>
        {
            var entries = Narrow(db, filter);
            if (before is not null) entries = entries.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.At, e.Id), ValueTuple.Create(before.At, before.Id)));
            var rows = await WithNames(db, entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(take + 1)).ToListAsync(ct);
            return new AuditPage([.. NewestFirst(rows).Take(take)], rows.Count > take, before is not null);
        }, ct);

    /// <summary>The oldest entries; beyond <paramref name="after"/>, the next newer ones. Newest first, too. Null for whoever is no admin.</summary>
    public Task<AuditPage?> GetNewerAsync(AuditActor by, DateTimeOffset at, AuditFilter filter, AuditPlace? after, int take, CancellationToken ct) =>
        AskAsync(by, at, async db =>
        {
            var entries = Narrow(db, filter);
            if (after is not null) entries = entries.Where(e => EF.Functions.GreaterThan(ValueTuple.Create(e.At, e.Id), ValueTuple.Create(after.At, after.Id)));
            var rows = await WithNames(db, entries.OrderBy(e => e.At).ThenBy(e => e.Id).Take(take + 1)).ToListAsync(ct);
            return new AuditPage([.. NewestFirst(rows).TakeLast(take)], after is not null, rows.Count > take);
        }, ct);

    /// <summary>The account of that address; null where there is none.</summary>
    /// <param name="normalizedEmail">In capitals, as it is stored for looking up.</param>
    public async Task<Guid?> FindAccountAsync(string normalizedEmail, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(u => u.NormalizedEmail == normalizedEmail).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>Writes down that the log is exported, and what of it. False for whoever is no admin: nothing may go out then.</summary>
    public async Task<bool> BeginExportAsync(AuditActor by, DateTimeOffset at, AuditFilter filter, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.IsAdminAsync(by, at, ct)) return false;
        var details = new Dictionary<string, object?> { ["action"] = filter.Action, ["actor"] = filter.ActorId, ["target"] = filter.TargetId, ["from"] = filter.From, ["to"] = filter.To };
        db.Audit(by, at, AuditActions.AuditExported, new AuditTarget("audit", null), details: JsonSerializer.Serialize(details.Where(d => d.Value is not null).ToDictionary()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static IQueryable<AuditEntry> Narrow(ChatDbContext db, AuditFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (filter.Action is { } action) entries = entries.Where(e => e.Action == action);
        if (filter.ActorId is { } actor) entries = entries.Where(e => e.ActorId == actor);
        if (filter.TargetId is { } target) entries = entries.Where(e => e.TargetId == target);
        if (filter.From is { } from) entries = entries.Where(e => e.At >= from);
        if (filter.To is { } to) entries = entries.Where(e => e.At < to);
        return entries;
    }

    private static IEnumerable<AuditRow> NewestFirst(List<AuditRow> rows) => rows.OrderByDescending(r => r.At).ThenByDescending(r => r.Id);

    // Of the few entries of a page, after they are found.
    private static IQueryable<AuditRow> WithNames(ChatDbContext db, IQueryable<AuditEntry> page) =>
        from e in page
        join r in db.AuditReasons on e.Id equals r.AuditEntryId into reasons
        from reason in reasons.DefaultIfEmpty()
        join a in db.Users on e.ActorId equals a.Id into actors
        from actor in actors.DefaultIfEmpty()
        join t in db.Users on e.TargetId equals t.Id into targets
        from target in targets.DefaultIfEmpty()
        select new AuditRow(e.Id, e.At, e.ActorId, actor!.Email, e.Address, e.Action, e.TargetType, e.TargetId, target!.Email, reason!.Reason, e.Details);

    private async Task<AuditPage?> AskAsync(AuditActor by, DateTimeOffset at, Func<ChatDbContext, Task<AuditPage>> ask, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.IsAdminAsync(by, at, ct) ? await ask(db) : null;
    }
}
