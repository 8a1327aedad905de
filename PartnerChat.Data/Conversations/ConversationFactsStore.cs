using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>What the two of a conversation share beside their messages, for those who hold an older number of it.</summary>
public sealed class ConversationFactsStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>Those of the conversations whose facts are beyond the number given for them, as they are now. One query for all, and one more if there is news.</summary>
    public async Task<IReadOnlyList<ConversationNews>> FindNewsAsync(IReadOnlyCollection<KeyValuePair<Guid, long>> known, CancellationToken ct)
    {
        var (ids, seqs) = (known.Select(k => k.Key).ToArray(), known.Select(k => k.Value).ToArray());
        await using var db = await contexts.CreateDbContextAsync(ct);
        var advanced = await (
            from conversation in Beyond(db, ids, seqs)
            from a in db.RelationshipMembers.Where(m => m.RelationshipId == conversation.RelationshipId && m.Side == PartnerSide.A)
            from b in db.RelationshipMembers.Where(m => m.RelationshipId == conversation.RelationshipId && m.Side == PartnerSide.B).DefaultIfEmpty()
            select new
            {
                conversation.Id,
                Facts = new ConversationFacts(
                    conversation.FactSeq, conversation.ShowsRead, conversation.ShowsTyping, conversation.ShowsPresence, a.DisplayName, b!.DisplayName),
            }).ToListAsync(ct);
        if (advanced.Count == 0) return [];
        var notices = await NoticesBeyond(db, ids, seqs).OrderBy(n => n.FactSeq).ThenBy(n => n.At).ThenBy(n => n.Id).ToListAsync(ct);
        var byConversation = notices.ToLookup(n => n.ConversationId, NoticeRecord.From);
        return [.. advanced.Select(c => new ConversationNews(c.Id, c.Facts, [.. byConversation[c.Id].Where(n => n.Seq <= c.Facts.Seq)]))];
    }

    /// <summary>
    /// The number of the facts up to which whoever stopped at that cursor was told every notice. A notice bears no cursor, so it is found by time: a minute before
    /// the newest message that they may have seen last. They may be told one again, and miss none.
    /// </summary>
    public async Task<FactPlace?> FindPlaceAsync(Guid conversationId, long cursor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await PlaceAt(db, conversationId, cursor).SingleOrDefaultAsync(ct);
    }

    // Every message of a change was made before it. A few changes back are enough: receipts are what comes last, and are of the newest. A notice that grows is as
    // new as what it grew by.
    internal static IQueryable<FactPlace> PlaceAt(ChatDbContext db, Guid conversationId, long cursor) => db.Database.SqlQuery<FactPlace>($"""
        SELECT coalesce(
            (SELECT min(n.fact_seq) - 1 FROM notices n WHERE n.conversation_id = c.id AND n.fact_seq > 0 AND coalesce((n.details ->> 'to')::timestamptz, n.at) > coalesce((
                SELECT max(m.sent_at) - interval '1 minute'
                FROM (SELECT h.seq FROM message_changes h WHERE h.conversation_id = c.id AND h.change_seq <= {cursor} ORDER BY h.change_seq DESC LIMIT 100) h
                JOIN partner_messages m ON m.conversation_id = c.id AND m.seq = h.seq), '-infinity')),
            c.fact_seq) AS seq
        FROM partner_conversations c WHERE c.id = {conversationId}
        """);

    // LATERAL with a LIMIT keeps it a probe for each id.
    private static IQueryable<PartnerConversation> Beyond(ChatDbContext db, Guid[] ids, long[] seqs) => db.Conversations.FromSql($"""
        SELECT c.*
        FROM unnest({ids}::uuid[], {seqs}::bigint[]) AS k(id, seq)
        CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = k.id LIMIT 1) c
        WHERE c.fact_seq > k.seq
        """);

    private static IQueryable<Notice> NoticesBeyond(ChatDbContext db, Guid[] ids, long[] seqs) => db.Notices.FromSql($"""
        SELECT n.*
        FROM unnest({ids}::uuid[], {seqs}::bigint[]) AS k(id, seq)
        JOIN notices n ON n.conversation_id = k.id AND n.fact_seq > k.seq
        """).AsNoTracking();
}
