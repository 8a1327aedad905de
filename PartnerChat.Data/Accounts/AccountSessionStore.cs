using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Accounts;

/// <summary>Who claims to be signed in: a session, its user, and the security stamp that the user had then.</summary>
public readonly record struct ClaimedSession(Guid SessionId, Guid UserId, string SecurityStamp);

/// <summary>The sessions of accounts: their start, their end, and whether they are still good.</summary>
public sealed class AccountSessionStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);
    private static readonly TimeSpan SeenAgain = TimeSpan.FromHours(1);

    /// <summary>Starts a session of that user, and takes out those of theirs that ended or were last seen more than 60 days ago.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> StartAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var oldest = now - Kept;
        var session = new AccountSession { Id = Guid.CreateVersion7(now), UserId = userId, CreatedAt = now, LastSeenAt = now };
        db.AccountSessions.Add(session);
        await db.SaveChangesAsync(ct);
        await SeeAsync(db, u => u.Id == userId, now, ct);
        await db.AccountSessions.Where(s => s.UserId == userId && (s.EndedAt < oldest || s.LastSeenAt < oldest)).ExecuteDeleteAsync(ct);
        return session.Id;
    }

    /// <summary>Ends a session, for good. Ending it again changes nothing.</summary>
    public async Task EndAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        await db.AccountSessions.Where(s => s.Id == sessionId && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct);
    }

    /// <summary>Remembers that a session was used, at most once an hour.</summary>
    public async Task TouchAsync(Guid sessionId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var stale = now - SeenAgain;
        var touched = await db.AccountSessions.Where(s => s.Id == sessionId && s.LastSeenAt <= stale).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), ct);
        if (touched > 0) await SeeAsync(db, u => db.AccountSessions.Any(s => s.Id == sessionId && s.UserId == u.Id), now, ct);
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
                  AND u.security_stamp = c.stamp AND u.locked_at IS NULL)
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
            where session.Id == sessionId && session.EndedAt == null && user.LockedAt == null
            select (ClaimedSession?)new ClaimedSession(session.Id, user.Id, user.SecurityStamp!))
            .SingleOrDefaultAsync(ct);
    }

    private static Task<int> SeeAsync(ChatDbContext db, Expression<Func<ApplicationUser, bool>> who, DateTimeOffset now, CancellationToken ct) =>
        db.Users.Where(who).Where(u => u.LastSeenAt == null || u.LastSeenAt < now).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSeenAt, now), ct);
}
