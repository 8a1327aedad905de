using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Conversations;

/// <summary>Reads what both partners were told in their chat and that is no message.</summary>
public sealed class NoticeStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>
    /// The notices among the messages of a page: from the first of its places on up to the message after its last, oldest first. Where the
    /// page begins at the first message, also those before it.
    /// </summary>
    /// <param name="before">The place after the page's last, a seq; null when the page ends with the conversation.</param>
    /// <param name="limit">How many places the page has.</param>
    public async Task<IReadOnlyList<NoticeRecord>> GetBeforeAsync(Guid conversationId, long? before, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await Before(db, conversationId, before, limit).AsNoTracking().OrderBy(n => n.At).ThenBy(n => n.Id).ToListAsync(ct);
        return [.. rows.Select(NoticeRecord.From)];
    }

    // Places are dense, so the bounds are known without the page: both are read at once.
    internal static IQueryable<Notice> Before(ChatDbContext db, Guid conversationId, long? before, int limit) => db.Notices.FromSql($"""
        SELECT n.*
        FROM (SELECT coalesce({before}::bigint, c.last_seq + 1) AS before FROM partner_conversations c WHERE c.id = {conversationId}) p
        CROSS JOIN LATERAL (
            SELECT * FROM notices n
            WHERE n.conversation_id = {conversationId}
              AND n.at >= coalesce((
                SELECT m.sent_at FROM partner_messages m WHERE m.conversation_id = {conversationId} AND m.seq = p.before - {limit}::bigint AND m.seq > 1), '-infinity')
              AND n.at < coalesce((
                SELECT m.sent_at FROM partner_messages m WHERE m.conversation_id = {conversationId} AND m.seq = p.before), 'infinity')) n
        """);
}
