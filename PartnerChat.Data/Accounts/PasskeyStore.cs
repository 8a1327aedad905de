using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Accounts;

/// <summary>When a passkey was last used; Identity does not keep it.</summary>
public sealed class PasskeyUse
{
    public required byte[] CredentialId { get; init; }

    public DateTimeOffset UsedAt { get; set; }
}

/// <summary>What Identity does not know of passkeys: their use, and that the last way to sign in stays.</summary>
public sealed class PasskeyStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>That passkey was used now.</summary>
    public async Task UseAsync(byte[] credentialId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO user_passkey_uses (credential_id, used_at) VALUES ({credentialId}, {time.GetUtcNow()})
            ON CONFLICT (credential_id) DO UPDATE SET used_at = excluded.used_at
            """, ct);
    }

    /// <summary>When those of that user were last used, by credential id in base64; one that was not, is not among them.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FindUsesAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
            from use in db.PasskeyUses
            join passkey in db.Set<IdentityUserPasskey<Guid>>() on use.CredentialId equals passkey.CredentialId
            where passkey.UserId == userId
            select use).ToDictionaryAsync(u => Convert.ToBase64String(u.CredentialId), u => u.UsedAt, ct);
    }

    /// <summary>Removes a passkey of that user's, unless it is their last way to sign in. Of two that are removed at once one stays.</summary>
    /// <returns>False if it stays, or there is none such.</returns>
    public async Task<bool> RemoveAsync(Guid userId, byte[] credentialId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var hasPassword = await db.Database.SqlQuery<bool>($"""SELECT password_hash IS NOT NULL AS "Value" FROM users WHERE id = {userId} FOR UPDATE""").ToListAsync(ct);
        var passkeys = db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == userId);
        if (hasPassword is not [true] && await passkeys.CountAsync(ct) < 2) return false;
        var removed = await passkeys.Where(p => p.CredentialId == credentialId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return removed == 1;
    }
}
