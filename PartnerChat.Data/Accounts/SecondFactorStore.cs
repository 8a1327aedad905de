using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Accounts;

/// <summary>How often a second factor was tried lately, and which code was the last that fitted.</summary>
public sealed class SecondFactorTries
{
    public Guid UserId { get; init; }

    /// <summary>The half minute of the last code that was taken: it and all before it are used up.</summary>
    public long LastStep { get; set; }

    public int Tries { get; set; }

    public DateTimeOffset Since { get; set; }
}

/// <summary>Counts tries at a second factor, and lets each code through once. Of many at once too, on any node: the database decides.</summary>
public sealed class SecondFactorStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>How many tries an account has in <see cref="Window"/>.</summary>
    public const int MostTries = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Counts a try. False if there were too many: then nothing is to be looked at.</summary>
    public async Task<bool> TryAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var over = now - Window;
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO second_factor_tries AS t (user_id, last_step, tries, since) VALUES ({userId}, 0, 1, {now})
            ON CONFLICT (user_id) DO UPDATE SET
                tries = CASE WHEN t.since <= {over} THEN 1 ELSE t.tries + 1 END,
                since = CASE WHEN t.since <= {over} THEN {now} ELSE t.since END
            WHERE t.tries < {MostTries} OR t.since <= {over}
            """, ct) == 1;
    }

    /// <summary>Takes the code of that half minute, and forgets the tries. False if it, or a later one, was taken before.</summary>
    public async Task<bool> TakeAsync(Guid userId, long step, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.SecondFactorTries.Where(t => t.UserId == userId && t.LastStep < step)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.LastStep, step).SetProperty(t => t.Tries, 0), ct) == 1;
    }

    /// <summary>The try that was counted was none at a secret: it fitted. Those before it stay: who knows the password does not get more tries at the codes by it.</summary>
    public async Task GiveBackAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.SecondFactorTries.Where(t => t.UserId == userId && t.Tries > 0).ExecuteUpdateAsync(s => s.SetProperty(t => t.Tries, t => t.Tries - 1), ct);
    }

    /// <summary>Forgets the tries: one fitted that is no code of a half minute.</summary>
    public async Task ForgetTriesAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.SecondFactorTries.Where(t => t.UserId == userId).ExecuteUpdateAsync(s => s.SetProperty(t => t.Tries, 0), ct);
    }

    /// <summary>The account has another key: its codes are none of those before.</summary>
    public async Task BeginAnewAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.SecondFactorTries.Where(t => t.UserId == userId).ExecuteUpdateAsync(s => s.SetProperty(t => t.LastStep, 0), ct);
    }
}
