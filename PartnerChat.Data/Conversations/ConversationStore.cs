using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>One partner's place in their relationship and its conversation, as stored.</summary>
/// <param name="Cursor">The number of the conversation's newest change.</param>
/// <param name="LastSeq">The number of its newest message.</param>
/// <param name="Position">How far this partner has read.</param>
/// <param name="PartnerName">Null until the other has joined.</param>
/// <param name="Facts">What the two let each other see.</param>
/// <param name="End">Null while the relationship lasts.</param>
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
    long Position,
    ConversationFacts Facts,
    ConversationEnd? End = null);

/// <summary>How a conversation ended: when, by whom, and whether they deleted their account with it.</summary>
public sealed record ConversationEnd(DateTimeOffset At, PartnerSide By, bool WithAccount)
{
    /// <summary>From then on it is read by nobody, and is deleted for good.</summary>
    public DateTimeOffset GoneAt => GoneAfter(At);

    /// <summary>The same for an end at that time.</summary>
    public static DateTimeOffset GoneAfter(DateTimeOffset end) => end + ConversationStore.ReadableAfterEnd;
}

/// <summary>A conversation as its partners may know it.</summary>
/// <param name="LastMessagePreview">The first 100 code points of the newest message that is not deleted.</param>
/// <param name="Cursor">The number of its newest change.</param>
public sealed record ConversationRecord(
    Guid Id, Guid RelationshipId, DateTimeOffset CreatedAt, DateTimeOffset? LastMessageAt, string? LastMessagePreview, int MessageCount, long Cursor);

/// <summary>A conversation whose relationship has ended, and how.</summary>
public sealed record EndedConversation(Guid Id, ConversationEnd End);

/// <summary>Conversations: who is in them, and making the one that a relationship has.</summary>
public sealed class ConversationStore(IDbContextFactory<ChatDbContext> contexts, ChatDataSources sources, TimeProvider time)
{
    /// <summary>How long partners may read, search and export after the end.</summary>
    public static readonly TimeSpan ReadableAfterEnd = TimeSpan.FromDays(30);

    /// <summary>The user's place in the relationship that they are in, its conversation made if this is the first visit; null if they are in none.</summary>
    public async Task<Membership?> FindMembershipAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mine = db.RelationshipMembers.Where(m => m.UserId == userId && m.LeftAt == null);
        var places = Memberships(db, mine, db.Conversations);
        if (await places.SingleOrDefaultAsync(ct) is { } found) return found;
        var relationshipId = await mine.Select(m => (Guid?)m.RelationshipId).SingleOrDefaultAsync(ct);
        if (relationshipId is null) return null;
        await GetOrCreateAsync(relationshipId.Value, ct);
        return await places.SingleOrDefaultAsync(ct);
    }

    /// <summary>The user's place in that conversation: of theirs now, or of one that ended at most <see cref="ReadableAfterEnd"/> ago; else null.</summary>
    public async Task<Membership?> FindMembershipAsync(Guid userId, Guid conversationId, CancellationToken ct)
    {
        await using var connection = await sources.Pages.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { MembershipSql.Command(userId, conversationId, OldestReadable(time)) } };
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? MembershipSql.ToMembership(reader, userId, conversationId) : null;
    }

    /// <summary>The user's places in what ended at most <see cref="ReadableAfterEnd"/> ago, the latest first. Where nobody joined and nothing was written there is nothing to read.</summary>
    public async Task<IReadOnlyList<Membership>> FindReadableEndedAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var left = Readable(db, userId).Where(m => m.LeftAt != null
            && db.Conversations.Any(c => c.RelationshipId == m.RelationshipId
                && (c.LastSeq > 0 || db.RelationshipMembers.Any(p => p.RelationshipId == m.RelationshipId && p.Side != m.Side))));
        var found = await Memberships(db, left, db.Conversations).ToListAsync(ct);
        return [.. found.OrderByDescending(m => m.End!.At)];
    }

    /// <summary>The user's place in that relationship, as above; the conversation is made if this is the first visit.</summary>
    public async Task<Membership?> FindMembershipInAsync(Guid userId, Guid relationshipId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mine = Readable(db, userId).Where(m => m.RelationshipId == relationshipId);
        var places = Memberships(db, mine, db.Conversations);
        if (await places.SingleOrDefaultAsync(ct) is { } found) return found;
        if (!await mine.AnyAsync(m => m.LeftAt == null, ct)) return null;
        await GetOrCreateAsync(relationshipId, ct);
        return await places.SingleOrDefaultAsync(ct);
    }

    /// <summary>What may be told of that conversation; null if there is none.</summary>
    public async Task<ConversationRecord?> FindAsync(Guid conversationId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Conversations
            .Where(c => c.Id == conversationId)
            .Select(c => new ConversationRecord(c.Id, c.RelationshipId, c.CreatedAt, c.LastMessageAt, c.LastMessagePreview, c.MessageCount, c.LastChangeSeq))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Those of the conversations that have ended.</summary>
    public async Task<IReadOnlyList<EndedConversation>> FindEndedAsync(IReadOnlyCollection<Guid> conversationIds, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        // One probe each: a join would begin at all that ever ended.
        var ended = await db.Database.SqlQuery<EndedRow>($"""
            SELECT c.id, r.ended_at, r.ended_by, r.ended_with_account
            FROM unnest({conversationIds.ToArray()}::uuid[]) AS i(id)
            CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = i.id LIMIT 1) c
            CROSS JOIN LATERAL (SELECT * FROM relationships r WHERE r.id = c.relationship_id LIMIT 1) r
            WHERE NOT c.is_active AND r.ended_at IS NOT NULL
            """).ToListAsync(ct);
        return [.. ended.Select(e => new EndedConversation(e.Id, new ConversationEnd(e.EndedAt, PartnerSides.Parse(e.EndedBy), e.EndedWithAccount)))];
    }

    /// <summary>The id of the relationship's one conversation, made by whoever comes first.</summary>
    public async Task<Guid> GetOrCreateAsync(Guid relationshipId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var made = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at)
            VALUES ({Guid.CreateVersion7(now)}, {relationshipId}, {now}, {now})
            ON CONFLICT (relationship_id) DO NOTHING
            """, ct);
        var id = await db.Conversations.Where(c => c.RelationshipId == relationshipId).Select(c => c.Id).SingleAsync(ct);
        if (made > 0) await SettleAsync(id, ct);
        return id;
    }

    /// <summary>Makes what the two share say what the settings of who is in it by now say, with a notice of what that changes.</summary>
    public async Task SettleAsync(Guid conversationId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await ConversationSettling.LockAsync(db, conversationId, ct);
        await ConversationSettling.SettleAsync(db, conversationId, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>What ended earlier is read by nobody.</summary>
    internal static DateTimeOffset OldestReadable(TimeProvider time) => time.GetUtcNow() - ReadableAfterEnd;

    // They leave in the transaction that ends it.
    private IQueryable<RelationshipMember> Readable(ChatDbContext db, Guid userId)
    {
        var oldest = OldestReadable(time);
        return db.RelationshipMembers.Where(m => m.UserId == userId && (m.LeftAt == null || m.LeftAt > oldest));
    }

    private static IQueryable<Membership> Memberships(ChatDbContext db, IQueryable<RelationshipMember> mine, IQueryable<PartnerConversation> conversations) =>
        from me in mine
        join relationship in db.Relationships on me.RelationshipId equals relationship.Id
        join conversation in conversations on me.RelationshipId equals conversation.RelationshipId
        from partner in db.RelationshipMembers.Where(p => p.RelationshipId == me.RelationshipId && p.Side != me.Side).DefaultIfEmpty()
        select new Membership(
            me.UserId, me.RelationshipId, conversation.Id, me.Side, me.DisplayName, partner!.DisplayName, partner.LastSeenAt, relationship.CreatedAt,
            conversation.IsActive, conversation.LastChangeSeq, conversation.LastSeq,
            me.Side == PartnerSide.A ? conversation.PartnerAPosition : conversation.PartnerBPosition,
            new ConversationFacts(
                conversation.FactSeq, conversation.ShowsRead, conversation.ShowsTyping, conversation.ShowsPresence,
                me.Side == PartnerSide.A ? me.DisplayName : partner!.DisplayName, me.Side == PartnerSide.A ? partner!.DisplayName : me.DisplayName),
            relationship.EndedAt == null ? null : new ConversationEnd(relationship.EndedAt.Value, relationship.EndedBy!.Value, relationship.EndedWithAccount));

    private sealed record EndedRow(Guid Id, DateTimeOffset EndedAt, string EndedBy, bool EndedWithAccount);
}
