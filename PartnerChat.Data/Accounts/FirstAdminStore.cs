using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Auditing;

namespace PartnerChat.Data.Accounts;

/// <summary>The one admin whom nobody made one: the configuration names the address.</summary>
public sealed class FirstAdminStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>Gives the role to the account of that address if nobody has it; the demo's admin does not count.</summary>
    /// <param name="mustBeConfirmed">Only if whoever has it has shown that the address is theirs.</param>
    /// <returns>Its id if it got the role now, else null.</returns>
    public async Task<Guid?> GrantAsync(string normalizedEmail, bool mustBeConfirmed, string demoEmail, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await Admins.HoldAsync(db, ct);
        if (await db.Users.AnyAsync(u => u.Email != demoEmail && Admins.Of(db).Contains(u.Id), ct)) return null;
        var found = await db.Users
            .Where(u => u.NormalizedEmail == normalizedEmail && u.LockedAt == null && (u.EmailConfirmed || !mustBeConfirmed))
            .Select(u => (Guid?)u.Id).SingleOrDefaultAsync(ct);
        if (found is not { } id) return null;
        await Admins.GrantAsync(db, id, ct);
        db.Audit(new AuditActor(id, null), time.GetUtcNow(), AuditActions.RoleGranted, new AuditTarget("account", id), details: """{"by":"configuration"}""");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return id;
    }
}
