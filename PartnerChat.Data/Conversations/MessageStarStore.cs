using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>
/// The marks that a partner puts on messages for themselves alone: no change of the conversation, and told to nobody. It checks no access; its callers have.
/// </summary>
public sealed class MessageStarStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>Puts a star on a message, once.</summary>
    /// <returns>Why there is none: the conversation has ended, or the message is not in it or deleted. Null when there is one.</returns>
    public Task<ActionRefusal?> AddAsync(Guid conversationId, Guid messageId, PartnerSide by, CancellationToken ct) => WriteAsync(conversationId, async db =>
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO message_stars (message_id, partner_id, at)
            SELECT id, {by.ToName()}, clock_timestamp() FROM partner_messages WHERE id = {messageId} AND conversation_id = {conversationId} AND deleted_at IS NULL
            ON CONFLICT (message_id, partner_id) DO NOTHING
            """, ct);
        return await db.MessageStars.AnyAsync(s => s.MessageId == messageId && s.PartnerId == by, ct);
    }, ct);

    /// <summary>Takes a star off. What is not there changes nothing.</summary>
    /// <returns>Why not: the conversation has ended. Else null.</returns>
    public Task<ActionRefusal?> RemoveAsync(Guid conversationId, Guid messageId, PartnerSide by, CancellationToken ct) => WriteAsync(conversationId, async db =>
    {
        await db.MessageStars.Where(s => s.MessageId == messageId && s.PartnerId == by).ExecuteDeleteAsync(ct);
        return true;
    }, ct);

    // Held against whoever deletes the message: a deletion either sees this star and erases it, or is seen here.
    private async Task<ActionRefusal?> WriteAsync(Guid conversationId, Func<ChatDbContext, Task<bool>> write, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var isActive = await db.Database.SqlQuery<bool>($"SELECT is_active FROM partner_conversations WHERE id = {conversationId} FOR SHARE").ToListAsync(ct);
        if (isActive is not [true]) return ActionRefusal.Ended;
        if (!await write(db)) return ActionRefusal.NotThere;
        await transaction.CommitAsync(ct);
        return null;
    }
}
