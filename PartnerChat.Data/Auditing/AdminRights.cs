using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Auditing;

/// <summary>Whether who acts may still do so: a page that is open for long may be older than the loss of the role.</summary>
public static class AdminRights
{
    /// <summary>The role's name, as it is looked for.</summary>
    public const string NormalizedRole = "ADMIN";

    /// <summary>Whether that user has the role and is not locked out. To be asked within the transaction of what they do.</summary>
    public static Task<bool> IsAdminAsync(this ChatDbContext db, AuditActor by, DateTimeOffset at, CancellationToken ct) =>
        db.Users.AnyAsync(
            u => u.Id == by.UserId && (u.LockoutEnd == null || u.LockoutEnd <= at)
                && db.UserRoles.Any(has => has.UserId == u.Id && db.Roles.Any(r => r.Id == has.RoleId && r.NormalizedName == NormalizedRole)),
            ct);
}
