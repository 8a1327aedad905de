using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Search;

namespace PartnerChat.Data.Listings;

/// <summary>Keeps <see cref="ConversationListing"/> and the counts of messages up to date, from what is stored: a crash loses nothing, and no writer waits for it.</summary>
public sealed class ListingStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>How many days "the last 30 days" has, this one included.</summary>
    public const int RecentDays = 30;

    // A fold may be longer than the name, and an index takes no more than 2,704 bytes.
    private const int MostOfAName = 120;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan QuartersKept = TimeSpan.FromDays(60);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>
    /// Brings conversations up to date: those that are stale, and those active since then that have messages or deletions that are not counted. What happens meanwhile
    /// is left to the next time, so it ends however busy they are.
    /// </summary>
    /// <param name="roundSize">How many in a transaction.</param>
    /// <returns>How many were; null if another node works at it.</returns>
    public async Task<int?> UpdateAsync(DateOnly activeSince, int roundSize, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(Patience);
        var updated = 0;
        foreach (var round in (await FindAsync(db, activeSince, ct)).Chunk(roundSize))
        {
            if (await UpdateAsync(db, round, ct) is not { } count) return null;
            updated += count;
        }

        return updated;
    }

    private async Task<int?> UpdateAsync(ChatDbContext db, Guid[] found, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await OneAsync<bool>(db, $"SELECT pg_try_advisory_xact_lock({(long)WorkLock.Listings}) AS \"Value\"", ct)) return null;
        var ids = await TakeAsync(db, found, ct);
        await NameAsync(db, ids, ct);
        await ForgetDaysAsync(db, ids, ct);
        await CountAsync(db, ids, ct);
        await transaction.CommitAsync(ct);
        return ids.Length;
    }

    /// <summary>Takes what is older than 30 days out of the counts.</summary>
    public async Task ExpireAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(Patience);
        var (first, oldest) = (Today.AddDays(1 - RecentDays), time.GetUtcNow() - QuartersKept);
        await db.Database.ExecuteSqlAsync($"""
            WITH gone AS (DELETE FROM message_days d WHERE d.day < {first} RETURNING d.conversation_id, d.messages),
            less AS (SELECT conversation_id, sum(messages)::int AS messages FROM gone GROUP BY conversation_id)
            UPDATE conversation_listings l SET recent_count = l.recent_count - less.messages FROM less WHERE l.conversation_id = less.conversation_id
            """, ct);
        await db.MessageQuarters.Where(q => q.At < oldest).ExecuteDeleteAsync(ct);
    }

    private static Task<List<Guid>> FindAsync(ChatDbContext db, DateOnly activeSince, CancellationToken ct) => db.Database.SqlQuery<Guid>($"""
        SELECT l.conversation_id AS "Value" FROM conversation_listings l WHERE l.is_stale
        UNION
        SELECT c.id FROM partner_conversations c JOIN conversation_listings l ON l.conversation_id = c.id
        WHERE c.last_active_on >= {activeSince} AND (l.counted_seq <> c.last_seq OR l.deleted_count <> c.last_seq - c.message_count)
        """).ToListAsync(ct);

    // Locked before anything of them is read, so that a name that changes meanwhile marks them again. The triggers take these rows last, and this takes no others.
    private static async Task<Guid[]> TakeAsync(ChatDbContext db, Guid[] found, CancellationToken ct) => [.. await db.Database.SqlQuery<Guid>($"""
        SELECT l.conversation_id AS "Value" FROM conversation_listings l WHERE l.conversation_id = ANY ({found}) FOR UPDATE SKIP LOCKED
        """).ToListAsync(ct)];

    private static async Task NameAsync(ChatDbContext db, Guid[] ids, CancellationToken ct)
    {
        var known = await db.Database.SqlQuery<NamedListing>($"""
            SELECT l.conversation_id AS id, m.display_name AS name
            FROM unnest({ids}::uuid[]) AS i(id)
            JOIN conversation_listings l ON l.conversation_id = i.id AND l.is_stale
            JOIN partner_conversations c ON c.id = i.id
            JOIN relationship_members m ON m.relationship_id = c.relationship_id
            ORDER BY m.side
            """).ToListAsync(ct);
        var named = known.GroupBy(k => k.Id, k => Folded(k.Name)).ToList();
        var (keys, names) = (named.Select(n => n.Key).ToArray(), named.Select(n => string.Join('\n', n)).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            UPDATE conversation_listings l SET names = n.names FROM unnest({keys}::uuid[], {names}::text[]) AS n(id, names) WHERE l.conversation_id = n.id
            """, ct);
    }

    // Where something was deleted since, the days are counted again from the first one that is kept: numbers rise with the time. What is deleted after this statement
    // is left to the next round.
    private static Task<int> ForgetDaysAsync(ChatDbContext db, Guid[] ids, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        WITH changed AS MATERIALIZED (
            SELECT i.id, c.last_seq - c.message_count AS deleted, (SELECT min(d.first_seq) - 1 FROM message_days d WHERE d.conversation_id = i.id) AS before
            FROM unnest({ids}::uuid[]) AS i(id)
            JOIN conversation_listings l ON l.conversation_id = i.id
            JOIN partner_conversations c ON c.id = i.id AND c.last_seq - c.message_count <> l.deleted_count),
        gone AS (DELETE FROM message_days d USING changed WHERE d.conversation_id = changed.id)
        UPDATE conversation_listings l SET recent_count = 0, day_seq = least(l.day_seq, changed.before), deleted_count = changed.deleted
        FROM changed WHERE l.conversation_id = changed.id
        """, ct);

    // Each conversation's new ones are looked up by themselves (OFFSET 0): planned together, PostgreSQL reads all messages that there are.
    private Task<int> CountAsync(ChatDbContext db, Guid[] ids, CancellationToken ct)
    {
        var first = Today.AddDays(1 - RecentDays);
        return db.Database.ExecuteSqlAsync($"""
            WITH listed AS MATERIALIZED (
                SELECT l.conversation_id AS id, l.counted_seq, l.day_seq, c.last_seq, c.message_count, c.is_active,
                    coalesce(c.last_message_at, c.created_at) AS last_at
                FROM unnest({ids}::uuid[]) AS i(id)
                CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = i.id LIMIT 1) c
                JOIN conversation_listings l ON l.conversation_id = i.id),
            fresh AS MATERIALIZED (
                SELECT d.id, d.counted_seq, d.day_seq, m.seq, m.sent_at, (m.sent_at AT TIME ZONE 'UTC')::date AS day, m.deleted_at IS NULL AS stays
                FROM listed d
                CROSS JOIN LATERAL (
                    SELECT m.seq, m.sent_at, m.deleted_at FROM partner_messages m
                    WHERE m.conversation_id = d.id AND m.seq > least(d.counted_seq, d.day_seq) AND m.seq <= d.last_seq
                    OFFSET 0) m),
            quarters AS (
                INSERT INTO message_quarters AS q (at, messages)
                SELECT date_bin('15 minutes', sent_at, 'epoch'), count(*) FROM fresh WHERE seq > counted_seq GROUP BY 1
                ON CONFLICT (at) DO UPDATE SET messages = q.messages + excluded.messages),
            days AS MATERIALIZED (
                SELECT id, day, min(seq) AS first_seq, count(*)::int AS messages
                FROM fresh WHERE seq > day_seq AND stays AND day >= {first} GROUP BY id, day),
            kept AS (
                INSERT INTO message_days AS k (conversation_id, day, first_seq, messages)
                SELECT id, day, first_seq, messages FROM days
                ON CONFLICT (conversation_id, day) DO UPDATE SET messages = k.messages + excluded.messages)
            UPDATE conversation_listings l
            SET message_count = d.message_count, last_at = d.last_at, is_active = d.is_active, is_stale = false, counted_seq = d.last_seq, day_seq = d.last_seq,
                recent_count = l.recent_count + coalesce((SELECT sum(messages) FROM days WHERE days.id = d.id), 0)
            FROM listed d WHERE l.conversation_id = d.id
            """, ct);
    }

    private static string Folded(string name)
    {
        var folded = SearchFold.Fold(name);
        if (folded.Length <= MostOfAName) return folded;
        return folded[..(char.IsHighSurrogate(folded[MostOfAName - 1]) ? MostOfAName - 1 : MostOfAName)];
    }

    private static async Task<T> OneAsync<T>(ChatDbContext db, FormattableString sql, CancellationToken ct) => (await db.Database.SqlQuery<T>(sql).ToListAsync(ct)).Single();

    private sealed record NamedListing(Guid Id, string Name);
}
