using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Accounts;

/// <summary>Who is an admin.</summary>
public static class Admins
{
    /// <summary>The role's name, and as Identity looks for it.</summary>
    public const string Role = "admin";

    internal const string NormalizedRole = "ADMIN";

    /// <summary>Whoever has the role, locked or not.</summary>
    public static IQueryable<Guid> Of(ChatDbContext db) =>
        from given in db.UserRoles
        join role in db.Roles on given.RoleId equals role.Id
        where role.NormalizedName == NormalizedRole
        select given.UserId;

    /// <summary>Whether that user may act as an admin now.</summary>
    public static Task<bool> IsOneAsync(ChatDbContext db, Guid userId, CancellationToken ct) =>
        db.Users.AnyAsync(u => u.Id == userId && u.LockedAt == null && u.DeletedAt == null && Of(db).Contains(u.Id), ct);

    /// <summary>Keeps everybody else from changing who is an admin, until the open transaction ends: whoever gives, takes, closes or deletes holds this first.</summary>
    internal static Task HoldAsync(ChatDbContext db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(long)WorkLock.Admins})", ct);

    internal static async Task GrantAsync(ChatDbContext db, Guid userId, CancellationToken ct)
    {
        var role = await db.Roles.Where(r => r.NormalizedName == NormalizedRole).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(ct);
        if (role is null)
        {
            var made = new IdentityRole<Guid>(Role) { Id = Guid.CreateVersion7(), NormalizedName = NormalizedRole };
            db.Add(made);
            role = made.Id;
        }

        db.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = role.Value });
    }
}
