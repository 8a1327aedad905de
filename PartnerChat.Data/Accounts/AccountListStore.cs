using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Listings;

namespace PartnerChat.Data.Accounts;

/// <summary>The list of all accounts, for the admin.</summary>
public sealed class AccountListStore(IDbContextFactory<ChatDbContext> contexts)
{
    public async Task<AccountTotals> CountAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return new AccountTotals(await db.Users.CountAsync(u => u.DeletedAt == null, ct), await Admins.Of(db).CountAsync(ct), await db.Users.CountAsync(u => u.LockedAt != null, ct));
    }

    public async Task<ListPage<AccountRow>> ListAsync(AccountQuery query, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var search = ListSearch.Parse(query.Search, s => s.ToUpperInvariant());
        var hits = search is null ? null : HitsOf(search);
        var found = Existing(hits is null ? db.Users : db.Users.FromSql(hits));
        if (query.Kind == AccountKind.Locked) found = found.Where(u => u.LockedAt != null);
        if (query.Kind == AccountKind.Admins) found = found.Where(u => Admins.Of(db).Contains(u.Id));
        var total = await (search is null ? found : Ordered(found, query).Take(ListSearch.MostFound)).CountAsync(ct);
        if (query.Skip >= total) return new ListPage<AccountRow>([], total);
        // Few of the locked or the admins may be few because few are that.
        if (hits is not null && query.Kind == AccountKind.All && total < ListSearch.MostFound) found = Existing(db.Users.FromSql(ListSearch.AllOf(hits)));
        var ids = await Ordered(found, query).Skip(query.Skip).Take(Math.Min(query.Take, total - query.Skip)).Select(u => u.Id).ToListAsync(ct);
        var rows = await RowsAsync(db, ids, ct);
        return new ListPage<AccountRow>([.. ids.Where(rows.ContainsKey).Select(id => rows[id])], total);
    }

    // Of a deleted account only an id is left, for a while.
    private static IQueryable<ApplicationUser> Existing(IQueryable<ApplicationUser> users) => users.Where(u => u.DeletedAt == null);

    private static FormattableString HitsOf(ListSearch search)
    {
        if (search is { First: { } first, Last: { } last }) return $"SELECT * FROM users WHERE email_parts @@ {search.Words}::tsquery OR id BETWEEN {first} AND {last}";
        return $"SELECT * FROM users WHERE email_parts @@ {search.Words}::tsquery";
    }

    private static IQueryable<ApplicationUser> Ordered(IQueryable<ApplicationUser> found, AccountQuery query) => query.Order switch
    {
        // It is the address.
        AccountOrder.Email => By(found, u => u.NormalizedUserName, query.Descending),
        AccountOrder.LastSeen => By(found, u => u.LastSeenAt, query.Descending),
        _ => By(found, u => u.CreatedAt, query.Descending),
    };

    private static IQueryable<ApplicationUser> By<T>(IQueryable<ApplicationUser> found, Expression<Func<ApplicationUser, T>> key, bool descending) =>
        descending ? found.OrderByDescending(key).ThenByDescending(u => u.Id) : found.OrderBy(key).ThenBy(u => u.Id);

    private static Task<Dictionary<Guid, AccountRow>> RowsAsync(ChatDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.ToArray();
        return (
            from user in db.Users.FromSql($"SELECT u.* FROM unnest({wanted}::uuid[]) AS i(id) CROSS JOIN LATERAL (SELECT * FROM users u WHERE u.id = i.id LIMIT 1) u")
            let place = db.RelationshipMembers
                .Where(m => m.UserId == user.Id && m.LeftAt == null)
                .Select(m => (int?)db.RelationshipMembers.Count(o => o.RelationshipId == m.RelationshipId))
                .SingleOrDefault()
            select new AccountRow(
                user.Id, user.Email ?? "", user.CreatedAt, user.LastSeenAt,
                place == null ? AccountPlace.Alone : place == 1 ? AccountPlace.Waiting : AccountPlace.Together,
                Admins.Of(db).Contains(user.Id), user.LockedAt))
            .ToDictionaryAsync(r => r.Id, ct);
    }
}
