using PartnerChat.Data.Accounts;

namespace PartnerChat.Data.Auditing;

/// <summary>Whether who acts may still do so: a page that is open for long may be older than the loss of the role.</summary>
public static class AdminRights
{
    /// <summary>The role's name, as it is looked for.</summary>
    public const string NormalizedRole = Admins.NormalizedRole;

    /// <summary>Whether that user has the role and is not locked. To be asked within the transaction of what they do.</summary>
    public static Task<bool> IsAdminAsync(this ChatDbContext db, AuditActor by, DateTimeOffset at, CancellationToken ct) => Admins.IsOneAsync(db, by.UserId, ct);
}
