using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Accounts;

/// <summary>A sign-in that is good, as its owner sees it in a list.</summary>
public sealed record SignedInDevice(Guid SessionId, string? Browser, string? System, string? Zone, DateTimeOffset LastSeenAt);

/// <summary>What a sign-in is to the admin's pages.</summary>
/// <param name="IsAdmin">The account has the role now, whatever the sign-in says of it.</param>
/// <param name="SecondFactor">See <see cref="AccountSession.SecondFactor"/>.</param>
public sealed record SignInStanding(bool IsAdmin, string? SecondFactor, string? Email);

/// <summary>Where somebody is signed in, for themselves to see and to end.</summary>
public sealed class DeviceStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    // As long as a cookie lasts that nobody uses.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <summary>The sign-ins of that user that are good, the last used first.</summary>
    public async Task<IReadOnlyList<SignedInDevice>> ListAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var oldest = time.GetUtcNow() - Forgotten;
        return await (
            from session in db.AccountSessions
            join user in db.Users on session.UserId equals user.Id
            where session.UserId == userId && session.EndedAt == null && session.SecurityStamp == user.SecurityStamp && session.LastSeenAt > oldest
            orderby session.LastSeenAt descending, session.Id descending
            select new SignedInDevice(session.Id, session.Browser, session.System, session.Zone, session.LastSeenAt))
            .ToListAsync(ct);
    }

    /// <summary>Ends one sign-in of that user's.</summary>
    /// <returns>Its id, unless it had ended or is somebody else's.</returns>
    public Task<IReadOnlyList<Guid>> EndAsync(Guid userId, Guid sessionId, CancellationToken ct) => EndAsync(userId, sessionId, null, ct);

    /// <summary>Ends every sign-in of that user's, but that one if one is named.</summary>
    /// <returns>The ids of those that ended by this.</returns>
    public Task<IReadOnlyList<Guid>> EndAllAsync(Guid userId, Guid? but, CancellationToken ct) => EndAsync(userId, null, but, ct);

    /// <summary>That sign-in goes by the account's new stamp from now on: of a change that it made itself it is not to end.</summary>
    public async Task KeepAsync(Guid sessionId, string securityStamp, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.AccountSessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(s => s.SetProperty(x => x.SecurityStamp, securityStamp), ct);
    }

    /// <summary>That sign-in proved a second factor after it began.</summary>
    public async Task ProveAsync(Guid sessionId, string secondFactor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.AccountSessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(s => s.SetProperty(x => x.SecondFactor, secondFactor), ct);
    }

    /// <summary>That second factor of the user's is gone; what was proved by it counts no more.</summary>
    public async Task DisproveAsync(Guid userId, string secondFactor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.AccountSessions.Where(s => s.UserId == userId && s.SecondFactor == secondFactor).ExecuteUpdateAsync(s => s.SetProperty(x => x.SecondFactor, (string?)null), ct);
    }

    /// <summary>What that sign-in is to the admin's pages now; null if it is not good any more.</summary>
    public async Task<SignInStanding?> FindStandingAsync(ClaimedSession claimed, string role, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
            from session in db.AccountSessions
            join user in db.Users on session.UserId equals user.Id
            where session.Id == claimed.SessionId && user.Id == claimed.UserId && session.EndedAt == null && user.SecurityStamp == claimed.SecurityStamp
            let isAdmin = db.UserRoles.Any(r => r.UserId == user.Id && db.Roles.Any(known => known.Id == r.RoleId && known.Name == role))
            select new SignInStanding(isAdmin, session.SecondFactor, user.Email))
            .SingleOrDefaultAsync(ct);
    }

    private async Task<IReadOnlyList<Guid>> EndAsync(Guid userId, Guid? one, Guid? but, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        return await db.Database.SqlQuery<Guid>($"""
            UPDATE account_sessions SET ended_at = {now}
            WHERE user_id = {userId} AND ended_at IS NULL AND ({one}::uuid IS NULL OR id = {one}) AND ({but}::uuid IS NULL OR id <> {but})
            RETURNING id AS "Value"
            """).ToListAsync(ct);
    }
}
