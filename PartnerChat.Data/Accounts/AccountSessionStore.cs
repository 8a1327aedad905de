using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Accounts;

/// <summary>Who claims to be signed in: a session, its user, and the security stamp that the user had then.</summary>
public readonly record struct ClaimedSession(Guid SessionId, Guid UserId, string SecurityStamp);

/// <summary>With what a session was begun: see <see cref="AccountSession"/>.</summary>
public sealed record SessionOrigin(string? Browser, string? System, string? Zone, string? SecondFactor = null)
{
    public static readonly SessionOrigin Unknown = new(null, null, null);
}

/// <summary>A session that began.</summary>
/// <param name="IsNewDevice">The account was in use before, but in the last 60 days never with such a browser on such a system.</param>
public sealed record StartedSession(Guid Id, bool IsNewDevice);

/// <summary>The sessions of accounts: their start, their end, and whether they are still good.</summary>
public sealed class AccountSessionStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);
    private static readonly TimeSpan SeenAgain = TimeSpan.FromMinutes(5);

    /// <summary>Starts a session of that user, and takes out those of theirs that ended or were last seen more than 60 days ago.</summary>
    public async Task<StartedSession> StartAsync(Guid userId, SessionOrigin origin, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var oldest = now - Kept;
        await db.AccountSessions.Where(s => s.UserId == userId && (s.EndedAt < oldest || s.LastSeenAt < oldest)).ExecuteDeleteAsync(ct);
        var known = await db.AccountSessions.Where(s => s.UserId == userId).Select(s => new { s.Browser, s.System }).Distinct().ToListAsync(ct);
        var session = new AccountSession
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            SecurityStamp = await db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleOrDefaultAsync(ct),
            Browser = origin.Browser,
            System = origin.System,
            Zone = origin.Zone,
            SecondFactor = origin.SecondFactor,
        };
        db.AccountSessions.Add(session);
        await db.SaveChangesAsync(ct);
        await SeeAsync(db, u => u.Id == userId, now, ct);
        return new StartedSession(session.Id, known.Count > 0 && !known.Contains(new { origin.Browser, origin.System }));
    }

    /// <summary>Ends a session, for good. Ending it again changes nothing.</summary>
    public async Task EndAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        await db.AccountSessions.Where(s => s.Id == sessionId && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct);
    }

    /// <summary>Remembers that sessions are in use, each at most every five minutes.</summary>
    public async Task TouchAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var stale = now - SeenAgain;
        var touched = await db.AccountSessions.Where(s => sessionIds.Contains(s.Id) && s.LastSeenAt <= stale).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), ct);
        if (touched > 0) await SeeAsync(db, u => db.AccountSessions.Any(s => sessionIds.Contains(s.Id) && s.UserId == u.Id), now, ct);
    }

    /// <summary>Those that are not good any more: the session ended or is not that user's, the stamp is another now, or an admin has locked the account. One query for all.</summary>
    public async Task<IReadOnlyList<ClaimedSession>> FindEndedAsync(IReadOnlyCollection<ClaimedSession> claimed, CancellationToken ct)
    {
        var asked = claimed.ToArray();
        var (sessions, users, stamps) = (Array.ConvertAll(asked, c => c.SessionId), Array.ConvertAll(asked, c => c.UserId), Array.ConvertAll(asked, c => c.SecurityStamp));
        await using var db = await contexts.CreateDbContextAsync(ct);
        var places = await db.Database.SqlQuery<long>($"""
            SELECT c.place AS "Value"
            FROM unnest({sessions}, {users}, {stamps}) WITH ORDINALITY AS c (session_id, user_id, stamp, place)
            WHERE NOT EXISTS (
                SELECT FROM account_sessions s JOIN users u ON u.id = s.user_id
                WHERE s.id = c.session_id AND s.user_id = c.user_id AND s.ended_at IS NULL
                  AND u.security_stamp = c.stamp AND u.locked_at IS NULL AND u.deleted_at IS NULL)
            """).ToListAsync(ct);
        return [.. places.Select(place => asked[place - 1])];
    }

    /// <summary>What a sign-in of that session claims now; null if the session ended or an admin has locked the account.</summary>
    public async Task<ClaimedSession?> FindAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
            from session in db.AccountSessions
            join user in db.Users on session.UserId equals user.Id
            where session.Id == sessionId && session.EndedAt == null && user.LockedAt == null && user.DeletedAt == null
            select (ClaimedSession?)new ClaimedSession(session.Id, user.Id, user.SecurityStamp!))
            .SingleOrDefaultAsync(ct);
    }

    private static Task<int> SeeAsync(ChatDbContext db, Expression<Func<ApplicationUser, bool>> who, DateTimeOffset now, CancellationToken ct) =>
        db.Users.Where(who).Where(u => u.LastSeenAt == null || u.LastSeenAt < now).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSeenAt, now), ct);
}
