using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Data.Search;

/// <summary>Finds messages by a piece of their text. It checks no access; its callers have.</summary>
public sealed class SearchStore(IDbContextFactory<ChatDbContext> contexts)
{
    public const int MaxPageSize = 100;

    /// <summary>How many blocks are looked at first. What is found often is found there; each further look takes eight times as many.</summary>
    private const int FirstLook = 4;

    /// <summary>The newest messages that contain it, newest first. Deleted ones never; edited ones by what they say now.</summary>
    /// <param name="folded">What is searched for, as <see cref="SearchFold.FoldQuery"/> gives it.</param>
    /// <param name="before">A seq, exclusive; null for the end of the conversation.</param>
    public async Task<MessagePage> FindAsync(Guid conversationId, string folded, long? before, int limit, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(folded);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPageSize);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var lastSeq = await db.Conversations.Where(c => c.Id == conversationId).Select(c => c.LastSeq).SingleOrDefaultAsync(ct);
        var (found, look) = (new List<MessageRecord>(), FirstLook);
        for (var end = Math.Min(before ?? long.MaxValue, lastSeq + 1); end > 1 && found.Count <= limit; look *= 8)
        {
            var (top, need) = (SearchBlock.Of(end - 1), limit + 1 - found.Count);
            var bottom = Math.Max(0, top - look + 1);
            var blocks = await Blocks(db, conversationId, folded, bottom, top, need).ToListAsync(ct);
            var (places, next) = await PlacesAsync(db, conversationId, folded, blocks, end, need, ct);
            // Less than was asked for, of everything in these blocks: on with the next ones.
            end = places.Count == need ? next : blocks.Count == need ? SearchBlock.FirstOf(blocks[^1].Number) : SearchBlock.FirstOf(bottom);
            found.AddRange(await MessagesAsync(db, conversationId, folded, places, ct));
        }

        var hasMore = found.Count > limit;
        if (hasMore) found.RemoveRange(limit, found.Count - limit);
        return new MessagePage(found, hasMore);
    }

    // A probe for each block. Those that have no row, for now, come too: their messages have to be read. LIKE takes as long for two characters that are nowhere as
    // for twenty; position() takes twice as long for the two.
    internal static IQueryable<FoundBlock> Blocks(ChatDbContext db, Guid conversationId, string folded, long bottom, long top, int limit) => db.Database
        .SqlQuery<FoundBlock>($"""
            SELECT n AS number, s.folded
            FROM generate_series({bottom}::bigint, {top}::bigint) n
            LEFT JOIN LATERAL (SELECT b.folded FROM message_search_blocks b WHERE b.conversation_id = {conversationId} AND b.number = n LIMIT 1) s ON true
            WHERE s.folded IS NULL OR s.folded LIKE {$"%{Literally(folded)}%"}
            ORDER BY n DESC
            LIMIT {limit}
            """);

    private static string Literally(string words) =>
        words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    internal static IQueryable<MessageText> Texts(ChatDbContext db, Guid conversationId, long first, long last) => db.Messages
        .Where(m => m.ConversationId == conversationId && m.Seq >= first && m.Seq <= last)
        .OrderBy(m => m.Seq)
        .Select(m => new MessageText(m.Seq, m.ChangeSeq, m.Content));

    internal static IQueryable<MessageRecord> Messages(ChatDbContext db, Guid conversationId, long[] places) => db.Messages
        .FromSql($"""
            SELECT m.*
            FROM unnest({places}::bigint[]) s
            CROSS JOIN LATERAL (SELECT * FROM partner_messages m WHERE m.conversation_id = {conversationId} AND m.seq = s LIMIT 1) m
            WHERE num_nulls(m.deleted_at) = 1
            """)
        .OrderByDescending(m => m.Seq)
        .Select(MessageRecord.FromEntity);

    // The newest places that match, and the last of them, before which the next look begins.
    private static async Task<(List<long> Places, long Next)> PlacesAsync(
        ChatDbContext db, Guid conversationId, string folded, IReadOnlyList<FoundBlock> blocks, long end, int need, CancellationToken ct)
    {
        var places = new List<long>();
        foreach (var block in blocks)
        {
            var first = SearchBlock.FirstOf(block.Number);
            var texts = block.Folded is { } indexed
                ? indexed.Split(SearchBlock.Separator).Select((text, i) => (Seq: first + i, Folded: text))
                : (await Texts(db, conversationId, first, Math.Min(end, first + SearchBlock.Size) - 1).ToListAsync(ct)).Select(t => (t.Seq, Folded: SearchFold.Fold(t.Content)));
            foreach (var (seq, text) in texts.Reverse())
            {
                if (seq >= end || !text.Contains(folded, StringComparison.Ordinal)) continue;
                places.Add(seq);
                if (places.Count == need) return (places, seq);
            }
        }

        return (places, 0);
    }

    // They may have changed since their block was read: what they say now decides.
    private static async Task<List<MessageRecord>> MessagesAsync(ChatDbContext db, Guid conversationId, string folded, List<long> places, CancellationToken ct)
    {
        if (places.Count == 0) return [];
        var messages = await Messages(db, conversationId, [.. places]).ToListAsync(ct);
        return messages.FindAll(m => SearchFold.Fold(m.Content).Contains(folded, StringComparison.Ordinal));
    }
}

/// <summary>A block in which something may be found: its texts, or null when it has to be read from the messages.</summary>
internal sealed record FoundBlock(long Number, string? Folded);

/// <summary>A message's text, and the number of its last change.</summary>
internal sealed record MessageText(long Seq, long ChangeSeq, string Content);
