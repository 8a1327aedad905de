using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Mail;

namespace PartnerChat.Data.Accounts;

/// <summary>What became of an admin's action on an account.</summary>
public enum AccountOutcome
{
    Done,

    /// <summary>Whoever asks is no admin, or not any more.</summary>
    NotAdmin,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>It is the admin's own account, and they would lock themselves out.</summary>
    OneSelf,

    /// <summary>It is so already.</summary>
    Unchanged,
}

/// <summary>
/// What an admin does to accounts: each with its entry in the audit log, in one transaction that nobody else's can overtake. As nobody takes their own role or closes
/// their own account, one who may act as an admin is always left: the one who acts.
/// </summary>
public sealed class AccountAdminStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    private const string Account = "account";

    /// <summary>Closes an account, and ends its sessions for good.</summary>
    /// <param name="word">The mail that tells its owner, to be queued with it; null for none.</param>
    public Task<AccountOutcome> LockAsync(AuditActor by, Guid userId, string reason, QueuedMail? word, CancellationToken ct) => ActAsync(by, userId, reason, AuditActions.AccountLocked, async (db, user) =>
    {
        if (user.Id == by.UserId) return AccountOutcome.OneSelf;
        if (user.LockedAt is not null) return AccountOutcome.Unchanged;
        (user.LockedAt, user.LockedBy) = (time.GetUtcNow(), by.UserId);
        if (word is not null) db.Mails.Add(word);
        await EndSessionsAsync(db, user, ct);
        return AccountOutcome.Done;
    }, ct);

    /// <summary>Opens it again.</summary>
    public Task<AccountOutcome> UnlockAsync(AuditActor by, Guid userId, string reason, CancellationToken ct) => ActAsync(by, userId, reason, AuditActions.AccountUnlocked, (_, user) =>
    {
        if (user.LockedAt is null) return Task.FromResult(AccountOutcome.Unchanged);
        (user.LockedAt, user.LockedBy) = (null, null);
        return Task.FromResult(AccountOutcome.Done);
    }, ct);

    /// <summary>Ends its sessions, all of them.</summary>
    public Task<AccountOutcome> SignOutAsync(AuditActor by, Guid userId, string reason, CancellationToken ct) => ActAsync(by, userId, reason, AuditActions.AccountSignedOut, async (db, user) =>
    {
        await EndSessionsAsync(db, user, ct);
        return AccountOutcome.Done;
    }, ct);

    /// <summary>Makes it an admin's.</summary>
    public Task<AccountOutcome> GrantAsync(AuditActor by, Guid userId, string reason, CancellationToken ct) => ActAsync(by, userId, reason, AuditActions.RoleGranted, async (db, user) =>
    {
        if (await IsInRoleAsync(db, user.Id, ct)) return AccountOutcome.Unchanged;
        await Admins.GrantAsync(db, user.Id, ct);
        return AccountOutcome.Done;
    }, ct);

    /// <summary>Takes the role away, and ends the sessions that still bear it.</summary>
    public Task<AccountOutcome> TakeAsync(AuditActor by, Guid userId, string reason, CancellationToken ct) => ActAsync(by, userId, reason, AuditActions.RoleTaken, async (db, user) =>
    {
        if (user.Id == by.UserId) return AccountOutcome.OneSelf;
        if (!await IsInRoleAsync(db, user.Id, ct)) return AccountOutcome.Unchanged;
        db.UserRoles.RemoveRange(await db.UserRoles.Where(r => r.UserId == user.Id && db.Roles.Any(n => n.Id == r.RoleId && n.NormalizedName == Admins.NormalizedRole)).ToListAsync(ct));
        await EndSessionsAsync(db, user, ct);
        return AccountOutcome.Done;
    }, ct);

    private async Task<AccountOutcome> ActAsync(
        AuditActor by, Guid userId, string reason, string action, Func<ChatDbContext, ApplicationUser, Task<AccountOutcome>> act, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await Admins.HoldAsync(db, ct);
        if (!await Admins.IsOneAsync(db, by.UserId, ct)) return AccountOutcome.NotAdmin;
        var user = await db.Users.FromSql($"SELECT * FROM users WHERE id = {userId} AND deleted_at IS NULL FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);
        if (user is null) return AccountOutcome.NotFound;
        var outcome = await act(db, user);
        if (outcome != AccountOutcome.Done) return outcome;
        // Whoever has read the account before must not write over it.
        user.ConcurrencyStamp = Guid.CreateVersion7().ToString();
        db.Audit(by, time.GetUtcNow(), action, new AuditTarget(Account, userId), reason);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return AccountOutcome.Done;
    }

    private static Task<bool> IsInRoleAsync(ChatDbContext db, Guid userId, CancellationToken ct) => Admins.Of(db).ContainsAsync(userId, ct);

    // Every cookie, token and socket stands on a session; what was mailed or is being set up stands on the stamp.
    private Task<int> EndSessionsAsync(ChatDbContext db, ApplicationUser user, CancellationToken ct)
    {
        user.SecurityStamp = Guid.CreateVersion7().ToString();
        var now = time.GetUtcNow();
        return db.AccountSessions.Where(s => s.UserId == user.Id && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct);
    }
}
