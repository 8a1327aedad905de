using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Mail;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Accounts;

/// <summary>What came of a wish to delete an account.</summary>
public enum AccountDeletionOutcome
{
    Done,

    /// <summary>There is no such account, or not any more.</summary>
    Gone,

    /// <summary>It is the only one that may look after the server.</summary>
    LastAdmin,
}

/// <summary>A deletion that is stored.</summary>
/// <param name="Ended">The conversation that ended with it; null where there was none.</param>
/// <param name="Sessions">What was signed in until then.</param>
public sealed record AccountDeletionRecord(AccountDeletionOutcome Outcome, EndedConversation? Ended, IReadOnlyList<Guid> Sessions);

/// <summary>
/// Deletes accounts. What is personal goes at once, and the address is free for a new account. While the other partner of a conversation may still
/// read it, an empty row stays, that nobody can sign in with.
/// </summary>
public sealed class AccountDeletionStore(IDbContextFactory<ChatDbContext> contexts, IPartingMail mail, TimeProvider time)
{
    /// <summary>Deletes that account and ends its relationship, with the mail to the partner, in one transaction.</summary>
    /// <param name="farewell">The mail that tells its owner, to be queued with it; null for none.</param>
    public async Task<AccountDeletionRecord> DeleteAsync(AuditActor by, QueuedMail? farewell, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        if (await IsLastAdminAsync(db, by.UserId, ct)) return Nothing(AccountDeletionOutcome.LastAdmin);
        // Of two who delete it at once, the second finds it deleted.
        var user = await db.Users.FromSql($"SELECT * FROM users WHERE id = {by.UserId} AND deleted_at IS NULL FOR UPDATE").SingleOrDefaultAsync(ct);
        if (user is null) return Nothing(AccountDeletionOutcome.Gone);

        var ended = await RelationshipEnding.EndAsync(db, mail, user.Id, null, now, withAccount: true, ct);
        var sessions = await db.AccountSessions.Where(s => s.UserId == user.Id && s.EndedAt == null).Select(s => s.Id).ToListAsync(ct);
        foreach (var own in db.OwnRows())
        {
            var erase = $"DELETE FROM {own.Table} WHERE {own.Column} = {{0}}";
            await db.Database.ExecuteSqlRawAsync(erase, [user.Id], ct);
        }

        Empty(db, user, now);
        if (farewell is not null) db.Mails.Add(farewell);
        db.Audit(by, now, AuditActions.AccountDeleted, new AuditTarget("account", user.Id));
        await db.SaveChangesAsync(ct);
        await EraseEmptyAsync(db, user.Id, ct);
        await transaction.CommitAsync(ct);
        return new AccountDeletionRecord(AccountDeletionOutcome.Done, ended, sessions);
    }

    /// <summary>Takes out what is left of deleted accounts once no conversation needs it.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> EraseEmptyAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var erased = await EraseEmptyAsync(db, null, ct);
        await transaction.CommitAsync(ct);
        return erased;
    }

    /// <summary>Ends what a deleted account is in all the same: whoever was signed in until that moment may have begun it.</summary>
    /// <returns>Their conversations.</returns>
    public async Task<IReadOnlyList<EndedConversation>> EndLeftOpenAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var left = await db.Users.Where(u => u.DeletedAt != null && db.RelationshipMembers.Any(m => m.UserId == u.Id && m.LeftAt == null)).Select(u => u.Id).ToListAsync(ct);
        var ended = new List<EndedConversation>();
        foreach (var userId in left)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await RelationshipEnding.EndAsync(db, mail, userId, null, time.GetUtcNow(), withAccount: true, ct) is { } one) ended.Add(one);
            await transaction.CommitAsync(ct);
        }

        return ended;
    }

    private static AccountDeletionRecord Nothing(AccountDeletionOutcome outcome) => new(outcome, null, []);

    // Held as by whoever takes the role or closes an account: of two last admins one stays.
    private static async Task<bool> IsLastAdminAsync(ChatDbContext db, Guid userId, CancellationToken ct)
    {
        await Admins.HoldAsync(db, ct);
        return await Admins.Of(db).ContainsAsync(userId, ct)
            && !await db.Users.AnyAsync(u => u.Id != userId && u.DeletedAt == null && u.LockedAt == null && Admins.Of(db).Contains(u.Id), ct);
    }

    // Every text that the row can hold, whatever is added to it later.
    private static void Empty(ChatDbContext db, ApplicationUser user, DateTimeOffset now)
    {
        foreach (var property in db.Entry(user).Properties.Where(p => p.Metadata.ClrType == typeof(string) && p.Metadata.IsNullable)) property.CurrentValue = null;
        user.SecurityStamp = Guid.CreateVersion7().ToString();
        user.ConcurrencyStamp = Guid.CreateVersion7().ToString();
        (user.EmailConfirmed, user.PhoneNumberConfirmed, user.TwoFactorEnabled, user.LockoutEnd, user.AccessFailedCount) = (false, false, false, null, 0);
        (user.LockedAt, user.LockedBy, user.LastSeenAt) = (null, null, null);
        user.DeletedAt = now;
    }

    // With what admins gave as reasons for what they did to it.
    private static async Task<int> EraseEmptyAsync(ChatDbContext db, Guid? only, CancellationToken ct)
    {
        var unneeded = string.Concat(db.KeepingRows().Select(k => $" AND NOT EXISTS (SELECT FROM {k.Table} k WHERE k.{k.Column} = u.id)"));
        var erase = $"DELETE FROM users u WHERE u.deleted_at IS NOT NULL AND ({{0}} OR u.id = {{1}}){unneeded} RETURNING u.id AS \"Value\"";
        var gone = await db.Database.SqlQueryRaw<Guid>(erase, only is null, only ?? Guid.Empty).ToArrayAsync(ct);
        if (gone.Length > 0) await db.Database.ExecuteSqlAsync($"SELECT erase_audit_reasons(id) FROM unnest({gone}) AS id", ct);
        return gone.Length;
    }
}
