using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Relationships;
using PartnerChat.Data.Search;

namespace PartnerChat.Data.Listings;

/// <summary>The list of all conversations, for the admin. Its order is that of <see cref="ConversationListing"/>, a few seconds old; its numbers are the conversation's own.</summary>
public sealed class ConversationListStore(IDbContextFactory<ChatDbContext> contexts)
{
    public async Task<ConversationTotals> CountAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return new ConversationTotals(await db.ConversationListings.CountAsync(ct), await db.ConversationListings.CountAsync(l => l.IsActive, ct));
    }

    public async Task<ListPage<ConversationRow>> ListAsync(ConversationQuery query, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var search = ListSearch.Parse(query.Search, SearchFold.Fold);
        var hits = search is null ? null : HitsOf(search);
        var found = Narrow(hits is null ? db.ConversationListings : db.ConversationListings.FromSql(hits), query);
        var total = await (search is null ? found : Ordered(found, query).Take(ListSearch.MostFound)).CountAsync(ct);
        if (query.Skip >= total) return new ListPage<ConversationRow>([], total);
        // Few of the frozen may be few because few are frozen.
        if (hits is not null && query.IsActive != false && total < ListSearch.MostFound) found = Narrow(db.ConversationListings.FromSql(ListSearch.AllOf(hits)), query);
        var ids = await Ordered(found, query).Skip(query.Skip).Take(Math.Min(query.Take, total - query.Skip)).Select(l => l.ConversationId).ToListAsync(ct);
        var rows = await RowsAsync(db, ids, ct);
        return new ListPage<ConversationRow>([.. ids.Where(rows.ContainsKey).Select(id => rows[id])], total);
    }

    private static IQueryable<ConversationListing> Narrow(IQueryable<ConversationListing> found, ConversationQuery query) =>
        query.IsActive is { } isActive ? found.Where(l => l.IsActive == isActive) : found;

    private static FormattableString HitsOf(ListSearch search)
    {
        if (search is { First: { } first, Last: { } last })
            return $"SELECT * FROM conversation_listings WHERE name_parts @@ {search.Words}::tsquery OR conversation_id BETWEEN {first} AND {last}";
        return $"SELECT * FROM conversation_listings WHERE name_parts @@ {search.Words}::tsquery";
    }

    private static IQueryable<ConversationListing> Ordered(IQueryable<ConversationListing> found, ConversationQuery query) => query.Order switch
    {
        ConversationOrder.Between => By(found, l => l.Names, query.Descending),
        ConversationOrder.Messages => By(found, l => l.MessageCount, query.Descending),
        ConversationOrder.Recent => By(found, l => l.RecentCount, query.Descending),
        ConversationOrder.State => query.Descending
            ? found.OrderByDescending(l => l.IsActive).ThenByDescending(l => l.LastAt).ThenByDescending(l => l.ConversationId)
            : found.OrderBy(l => l.IsActive).ThenBy(l => l.LastAt).ThenBy(l => l.ConversationId),
        _ => By(found, l => l.LastAt, query.Descending),
    };

    // The id in the same direction, so that one index serves both.
    private static IQueryable<ConversationListing> By<T>(IQueryable<ConversationListing> found, Expression<Func<ConversationListing, T>> key, bool descending) =>
        descending ? found.OrderByDescending(key).ThenByDescending(l => l.ConversationId) : found.OrderBy(key).ThenBy(l => l.ConversationId);

    private static Task<Dictionary<Guid, ConversationRow>> RowsAsync(ChatDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.ToArray();
        return (
            from conversation in db.Conversations.FromSql($"""
                SELECT c.* FROM unnest({wanted}::uuid[]) AS i(id) CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = i.id LIMIT 1) c
                """)
            join listing in db.ConversationListings on conversation.Id equals listing.ConversationId
            join relationship in db.Relationships on conversation.RelationshipId equals relationship.Id
            select new ConversationRow(
                conversation.Id,
                db.RelationshipMembers.Single(m => m.RelationshipId == conversation.RelationshipId && m.Side == PartnerSide.A).DisplayName,
                db.RelationshipMembers.Where(m => m.RelationshipId == conversation.RelationshipId && m.Side == PartnerSide.B).Select(m => m.DisplayName).SingleOrDefault(),
                conversation.MessageCount, listing.RecentCount, conversation.LastMessageAt, conversation.IsActive, relationship.EndedAt))
            .ToDictionaryAsync(r => r.Id, ct);
    }
}
