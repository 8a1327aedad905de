using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Mail;

/// <summary>The queue of mails. Any number of nodes may take from it: each mail is one node's for a lease, and another's after it.</summary>
public sealed class MailStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>How long one who tries has it for themselves. Longer than any attempt takes, so that a mail goes out twice only if its sender died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Puts a mail into the queue, unless its address had as many as it may in the last hour.</summary>
    /// <returns>Whether it was put there.</returns>
    public async Task<bool> AddAsync(QueuedMail mail, MailLimit limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (hash, kinds, since) = (mail.AddressHash!, limit.Kinds.ToArray(), mail.QueuedAt - Hour);
        // Those who ask for one address at once are counted one after the other.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended(encode({hash}, 'hex'), 0))", ct);
        var had = await db.Mails.CountAsync(m => m.AddressHash == hash && kinds.Contains(m.Kind) && m.QueuedAt > since, ct);
        if (had >= limit.Most) return false;
        db.Mails.Add(mail);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Takes the mail that is due longest, for <see cref="Lease"/>; null if none is.</summary>
    public async Task<ClaimedMail?> ClaimAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var until = now + Lease;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var claimed = await db.Mails.FromSql($"""
            UPDATE mails SET attempts = attempts + 1, next_at = {until}
            WHERE id = (SELECT id FROM mails WHERE done_at IS NULL AND next_at <= {now} ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(ct);
        return claimed is [var m] ? new ClaimedMail(m.Id, m.Kind, m.Sealed!, m.QueuedAt, m.UselessAt, m.Attempts) : null;
    }

    /// <summary>That attempt was the last: <c>sent</c>, <c>failed</c> or <c>dropped</c>. What it held is erased.</summary>
    public async Task FinishAsync(ClaimedMail mail, string outcome, string? error, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE mails SET sealed = NULL, done_at = {now}, outcome = {outcome}, last_error = {error}
            WHERE id = {mail.Id} AND done_at IS NULL AND attempts = {mail.Attempt}
            """, ct);
    }

    /// <summary>That attempt failed, and another is made then.</summary>
    public async Task RetryAsync(ClaimedMail mail, DateTimeOffset at, string error, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE mails SET next_at = {at}, last_error = {error}
            WHERE id = {mail.Id} AND done_at IS NULL AND attempts = {mail.Attempt}
            """, ct);
    }

    /// <summary>Erases what was needed to count an hour, and after 30 days what remains of a mail.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (hourAgo, oldest) = (now - Hour, now - Kept);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Mails.Where(m => m.AddressHash != null && m.QueuedAt < hourAgo).ExecuteUpdateAsync(m => m.SetProperty(x => x.AddressHash, (byte[]?)null), ct);
        await db.Mails.Where(m => m.DoneAt < oldest).ExecuteDeleteAsync(ct);
    }

    /// <summary>How the queue stands. One query.</summary>
    public async Task<MailQueueState> GetStateAsync(CancellationToken ct)
    {
        var dayAgo = time.GetUtcNow() - Day;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.SqlQuery<MailQueueState>($"""
            SELECT count(*) FILTER (WHERE done_at IS NULL)::int AS waiting, min(queued_at) FILTER (WHERE done_at IS NULL) AS oldest_queued_at,
                count(*) FILTER (WHERE outcome = 'failed')::int AS failed_in_day,
                (array_agg(last_error ORDER BY next_at DESC) FILTER (WHERE last_error IS NOT NULL AND outcome IS DISTINCT FROM 'sent'))[1] AS last_error
            FROM mails WHERE done_at IS NULL OR done_at > {dayAgo}
            """).SingleAsync(ct);
    }

    /// <summary>Where an account gets its mails; null if there is no such account.</summary>
    public async Task<MailRecipient?> FindRecipientAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await FindRecipientAsync(db, userId, ct);
    }

    internal static Task<MailRecipient?> FindRecipientAsync(ChatDbContext db, Guid userId, CancellationToken ct) =>
        db.Users.Where(u => u.Id == userId && u.Email != null).Select(u => new MailRecipient(u.Id, u.Email!, u.EmailConfirmed, u.Language)).SingleOrDefaultAsync(ct);

    /// <summary>Remembers in which language an account's owner reads.</summary>
    public async Task SetLanguageAsync(Guid userId, string language, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Users.Where(u => u.Id == userId && u.Language != language).ExecuteUpdateAsync(u => u.SetProperty(x => x.Language, language), ct);
    }
}
