using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Mail;

namespace PartnerChat.Data.Relationships;

/// <summary>The end of a relationship, within a transaction that is open: of a partner's wish, or with their account.</summary>
internal static class RelationshipEnding
{
    /// <summary>Ends the user's relationship, if they are in one and it is the one that is meant.</summary>
    public static async Task<EndedConversation?> EndAsync(ChatDbContext db, IPartingMail mail, Guid userId, Guid? meant, DateTimeOffset now, bool withAccount, CancellationToken ct)
    {
        var me = await db.RelationshipMembers.Where(m => m.UserId == userId && m.LeftAt == null).Select(m => new { m.RelationshipId, m.Side }).SingleOrDefaultAsync(ct);
        if (me is null || (meant is not null && meant != me.RelationshipId)) return null;
        // As for a renewal of an invitation; of two who end it at once, the second finds it ended.
        var locked = await db.Relationships.FromSql($"SELECT * FROM relationships WHERE id = {me.RelationshipId} AND ended_at IS NULL FOR NO KEY UPDATE").CountAsync(ct);
        if (locked == 0) return null;
        var conversation = await FreezeAsync(db, me.RelationshipId, now, ct);
        await db.Relationships.Where(r => r.Id == me.RelationshipId)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.EndedAt, now).SetProperty(x => x.EndedBy, me.Side).SetProperty(x => x.EndedWithAccount, withAccount), ct);
        await db.RelationshipMembers.Where(m => m.RelationshipId == me.RelationshipId && m.LeftAt == null)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.LeftAt, now), ct);
        await db.Invitations.Where(i => i.RelationshipId == me.RelationshipId && i.UsedAt == null && i.VoidedAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.VoidedAt, now), ct);
        // After the last message, whatever our clock says of the database's.
        var at = conversation.LastSentAt is { } last && last >= now ? last.AddMicroseconds(1) : now;
        var details = JsonSerializer.Serialize(new Dictionary<string, object> { ["by"] = me.Side.ToName(), ["with_account"] = withAccount });
        db.Add(new Notice { ConversationId = conversation.Id, Kind = Notice.Ended, At = at, Details = details });
        var partner = await db.RelationshipMembers.Where(m => m.RelationshipId == me.RelationshipId && m.Side != me.Side).Select(m => (Guid?)m.UserId).SingleOrDefaultAsync(ct);
        if (partner is { } left && await MailStore.FindRecipientAsync(db, left, ct) is { } reader && mail.WriteTo(reader) is { } told) db.Add(told);
        await db.SaveChangesAsync(ct);
        return new EndedConversation(conversation.Id, new ConversationEnd(now, me.Side, withAccount));
    }

    // Made where there is none yet, so that no first visit makes an active one after the end. This waits for a batch that writes there.
    private static async Task<Frozen> FreezeAsync(ChatDbContext db, Guid relationshipId, DateTimeOffset now, CancellationToken ct) =>
        (await db.Database.SqlQuery<Frozen>($"""
            INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at, is_active)
            VALUES ({Guid.CreateVersion7(now)}, {relationshipId}, {now}, {now}, false)
            ON CONFLICT (relationship_id) DO UPDATE SET is_active = false, updated_at = greatest(partner_conversations.updated_at, excluded.updated_at)
            RETURNING id, last_sent_at
            """).ToListAsync(ct)).Single();

    private sealed record Frozen(Guid Id, DateTimeOffset? LastSentAt);
}
