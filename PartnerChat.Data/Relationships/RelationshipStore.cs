using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Mail;

namespace PartnerChat.Data.Relationships;

/// <summary>What became of an attempt to change a relationship.</summary>
public enum RelationshipOutcome
{
    Done,

    /// <summary>No such code, or it was used, voided, or has run out.</summary>
    NotFound,

    /// <summary>The code is the caller's own.</summary>
    OwnInvitation,

    /// <summary>The caller is in a relationship already.</summary>
    AlreadyInRelationship,

    /// <summary>The other has joined already.</summary>
    AlreadyAccepted,
}

/// <summary>What an invitation says of itself to whoever holds its code.</summary>
public sealed record InvitationRecord(Guid RelationshipId, string InviterName, Guid InviterId, bool IsOpen);

/// <summary>A relationship and its two names; the second is null until accepted.</summary>
public sealed record RelationshipRecord(Guid Id, PartnerSide Side, string PartnerAName, string? PartnerBName);

/// <summary>Relationships, their members and the invitations into them.</summary>
public sealed class RelationshipStore(IDbContextFactory<ChatDbContext> contexts, IPartingMail mail, TimeProvider time)
{
    /// <summary>The relationship that the user is in, or null.</summary>
    public async Task<RelationshipRecord?> FindCurrentAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.RelationshipMembers
            .Where(m => m.UserId == userId && m.LeftAt == null)
            .Select(m => new RelationshipRecord(
                m.RelationshipId,
                m.Side,
                db.RelationshipMembers.Single(a => a.RelationshipId == m.RelationshipId && a.Side == PartnerSide.A).DisplayName,
                db.RelationshipMembers.Where(b => b.RelationshipId == m.RelationshipId && b.Side == PartnerSide.B).Select(b => b.DisplayName).SingleOrDefault()))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Makes a relationship with the user as partner A, and an invitation into it.</summary>
    /// <returns>Its id, or null if the user is in one already.</returns>
    public async Task<Guid?> CreateAsync(Guid userId, string displayName, byte[] codeHash, DateTimeOffset expiresAt, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var relationship = new Relationship { CreatedAt = now };
        relationship.Members.Add(new RelationshipMember { Side = PartnerSide.A, UserId = userId, DisplayName = displayName, JoinedAt = now });
        db.Add(relationship);
        db.Add(new Invitation { RelationshipId = relationship.Id, CodeHash = codeHash, CreatedAt = now, ExpiresAt = expiresAt });
        return await SaveUnlessInRelationshipAsync(db, ct) ? relationship.Id : null;
    }

    /// <summary>Voids the open invitation into the user's relationship and makes a new one.</summary>
    public async Task<RelationshipOutcome> RenewInvitationAsync(Guid userId, byte[] codeHash, DateTimeOffset expiresAt, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        var relationshipId = await db.RelationshipMembers.Where(m => m.UserId == userId && m.LeftAt == null).Select(m => m.RelationshipId).SingleOrDefaultAsync(ct);
        // The lock puts this before or after a partner who accepts at the same moment, and before or after another renewal or the end.
        var locked = await db.Relationships.FromSql($"SELECT * FROM relationships WHERE id = {relationshipId} AND ended_at IS NULL FOR NO KEY UPDATE").CountAsync(ct);
        if (locked == 0) return RelationshipOutcome.NotFound;
        if (await db.RelationshipMembers.CountAsync(m => m.RelationshipId == relationshipId, ct) == 2) return RelationshipOutcome.AlreadyAccepted;
        await db.Invitations
            .Where(i => i.RelationshipId == relationshipId && i.UsedAt == null && i.VoidedAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.VoidedAt, now), ct);
        db.Add(new Invitation { RelationshipId = relationshipId, CodeHash = codeHash, CreatedAt = now, ExpiresAt = expiresAt });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return RelationshipOutcome.Done;
    }

    /// <summary>The invitation of that code, open or not; null if there never was one.</summary>
    public async Task<InvitationRecord?> FindInvitationAsync(byte[] codeHash, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        return await (
            from invitation in db.Invitations
            join inviter in db.RelationshipMembers on invitation.RelationshipId equals inviter.RelationshipId
            join relationship in db.Relationships on invitation.RelationshipId equals relationship.Id
            where invitation.CodeHash == codeHash && inviter.Side == PartnerSide.A
            select new InvitationRecord(
                invitation.RelationshipId, inviter.DisplayName, inviter.UserId,
                invitation.UsedAt == null && invitation.VoidedAt == null && invitation.ExpiresAt > now && relationship.EndedAt == null))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Uses an invitation: the user becomes partner B. Of two who use it at once, one wins.</summary>
    public async Task<RelationshipOutcome> AcceptAsync(Guid userId, string displayName, byte[] codeHash, CancellationToken ct)
    {
        if (await FindInvitationAsync(codeHash, ct) is not { IsOpen: true } invitation) return RelationshipOutcome.NotFound;
        if (invitation.InviterId == userId) return RelationshipOutcome.OwnInvitation;

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"SELECT id FROM relationships WHERE id = {invitation.RelationshipId} FOR NO KEY UPDATE", ct);
        var used = await db.Invitations
            .Where(i => i.CodeHash == codeHash && i.UsedAt == null && i.VoidedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.UsedAt, now).SetProperty(x => x.UsedBy, userId), ct);
        if (used == 0) return RelationshipOutcome.NotFound;
        db.Add(new RelationshipMember
        {
            RelationshipId = invitation.RelationshipId,
            Side = PartnerSide.B,
            UserId = userId,
            DisplayName = displayName,
            JoinedAt = now,
        });
        if (!await SaveUnlessInRelationshipAsync(db, ct)) return RelationshipOutcome.AlreadyInRelationship;
        await transaction.CommitAsync(ct);
        return RelationshipOutcome.Done;
    }

    /// <summary>
    /// Ends the user's relationship for both. A message that is written at the same moment is stored before the end or refused, and an invitation
    /// that is still open is void. The partner's mail is queued with it.
    /// </summary>
    /// <param name="relationshipId">The one that is meant: another that they are in is left alone. Null for whichever they are in.</param>
    /// <returns>Its conversation, or null if the user is in no relationship, or not in that one.</returns>
    public async Task<EndedConversation?> EndAsync(Guid userId, Guid? relationshipId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await RelationshipEnding.EndAsync(db, mail, userId, relationshipId, time.GetUtcNow(), withAccount: false, ct) is not { } ended) return null;
        await transaction.CommitAsync(ct);
        return ended;
    }

    /// <summary>Ends the relationship that the user is in; else as above.</summary>
    public Task<EndedConversation?> EndAsync(Guid userId, CancellationToken ct) => EndAsync(userId, null, ct);

    /// <summary>Remembers that a session of that partner was live at that time; not where the two do not let each other see it.</summary>
    public async Task SetLastSeenAsync(Guid relationshipId, PartnerSide side, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.RelationshipMembers
            .Where(m => m.RelationshipId == relationshipId && m.Side == side && (m.LastSeenAt == null || m.LastSeenAt < at)
                && !db.Conversations.Any(c => c.RelationshipId == relationshipId && !c.ShowsPresence))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.LastSeenAt, at), ct);
    }

    private static async Task<bool> SaveUnlessInRelationshipAsync(ChatDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ux_relationship_members_live_user" })
        {
            return false;
        }
    }
}
