using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>One partner's place in their relationship and its conversation, as stored.</summary>
/// <param name="Cursor">The number of the conversation's newest change.</param>
/// <param name="LastSeq">The number of its newest message.</param>
/// <param name="Position">How far this partner has read.</param>
/// <param name="PartnerName">Null until the other has joined.</param>
public sealed record Membership(
    Guid UserId,
    Guid RelationshipId,
    Guid ConversationId,
    PartnerSide Side,
    string Name,
    string? PartnerName,
    DateTimeOffset? PartnerLastSeenAt,
    DateTimeOffset Since,
    bool IsActive,
    long Cursor,
    long LastSeq,
    long Position);

/// <summary>Conversations: who is in them, and making the one that a relationship has.</summary>
public sealed class ConversationStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>The user's place in the relationship that they are in, its conversation made if this is the first visit; null if they are in none.</summary>
    public async Task<Membership?> FindMembershipAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await FindMembershipAsync(db, userId, ct) is { } found) return found;
        var relationshipId = await db.RelationshipMembers
            .Where(m => m.UserId == userId && m.LeftAt == null)
            .Select(m => (Guid?)m.RelationshipId)
            .SingleOrDefaultAsync(ct);
        if (relationshipId is null) return null;
        await GetOrCreateAsync(relationshipId.Value, ct);
        return await FindMembershipAsync(db, userId, ct);
    }

    /// <summary>The id of the relationship's one conversation, made by whoever comes first.</summary>
    public async Task<Guid> GetOrCreateAsync(Guid relationshipId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at)
            VALUES ({Guid.CreateVersion7(now)}, {relationshipId}, {now}, {now})
            ON CONFLICT (relationship_id) DO NOTHING
            """, ct);
        return await db.Conversations.Where(c => c.RelationshipId == relationshipId).Select(c => c.Id).SingleAsync(ct);
    }

    private static Task<Membership?> FindMembershipAsync(ChatDbContext db, Guid userId, CancellationToken ct) => (
        from me in db.RelationshipMembers
        join relationship in db.Relationships on me.RelationshipId equals relationship.Id
        join conversation in db.Conversations on me.RelationshipId equals conversation.RelationshipId
        from partner in db.RelationshipMembers.Where(p => p.RelationshipId == me.RelationshipId && p.Side != me.Side).DefaultIfEmpty()
        where me.UserId == userId && me.LeftAt == null
        select new Membership(
            me.UserId, me.RelationshipId, conversation.Id, me.Side, me.DisplayName, partner!.DisplayName, partner.LastSeenAt, relationship.CreatedAt,
            conversation.IsActive, conversation.LastChangeSeq, conversation.LastSeq,
            me.Side == PartnerSide.A ? conversation.PartnerAPosition : conversation.PartnerBPosition)).SingleOrDefaultAsync(ct);
}
