using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>A conversation as the admin sees it: who, how much and when, nothing of what was said.</summary>
public sealed record ConversationListing(Guid Id, string PartnerAName, string? PartnerBName, int MessageCount, DateTimeOffset? LastMessageAt, bool IsActive);

/// <summary>One page of the list, and how many there are in all.</summary>
public sealed record ConversationPage(IReadOnlyList<ConversationListing> Items, int Total, int Active);

/// <summary>The list of all conversations, for the admin.</summary>
public sealed class ConversationListStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>A page of the list, the last active first.</summary>
    public async Task<ConversationPage> ListAsync(int skip, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = await db.Conversations.GroupBy(_ => 1).Select(g => new { Total = g.Count(), Active = g.Count(c => c.IsActive) }).SingleOrDefaultAsync(ct);
        var items = await db.Conversations
            .OrderByDescending(c => c.LastActiveOn).ThenByDescending(c => c.LastMessageAt).ThenBy(c => c.Id)
            .Skip(skip).Take(take)
            .Select(c => new ConversationListing(
                c.Id,
                db.RelationshipMembers.Single(m => m.RelationshipId == c.RelationshipId && m.Side == PartnerSide.A).DisplayName,
                db.RelationshipMembers.Where(m => m.RelationshipId == c.RelationshipId && m.Side == PartnerSide.B).Select(m => m.DisplayName).SingleOrDefault(),
                c.MessageCount, c.LastMessageAt, c.IsActive))
            .ToListAsync(ct);
        return new ConversationPage(items, counts?.Total ?? 0, counts?.Active ?? 0);
    }
}
