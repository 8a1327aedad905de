using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Admins, without a page.</summary>
internal static class Admins
{
    /// <summary>An account of the role, as it acts.</summary>
    public static async Task<AuditActor> AddAsync(ChatNode node, CancellationToken ct, string? email = null)
    {
        await using var db = await node.OpenContextAsync(ct);
        var role = await db.Roles.SingleOrDefaultAsync(r => r.NormalizedName == AdminRights.NormalizedRole, ct);
        if (role is null) db.Roles.Add(role = new IdentityRole<Guid>("admin") { Id = Guid.CreateVersion7(), NormalizedName = AdminRights.NormalizedRole });
        email ??= $"{Guid.NewGuid():N}@example.org";
        var user = new ApplicationUser { UserName = email, Email = email, NormalizedEmail = email.ToUpperInvariant() };
        db.Users.Add(user);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
        await db.SaveChangesAsync(ct);
        return new AuditActor(user.Id, "192.0.2.7");
    }

    /// <summary>They are none any more.</summary>
    public static Task DismissAsync(ChatNode node, AuditActor admin, CancellationToken ct) => node.ExecuteAsync("DELETE FROM user_roles WHERE user_id = $1", ct, admin.UserId);
}
