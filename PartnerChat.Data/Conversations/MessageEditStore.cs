using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Conversations;

/// <summary>A text that a message had, and until when.</summary>
public sealed record EarlierText(string Content, DateTimeOffset ReplacedAt);

/// <summary>Reads what messages said before. It checks no access; its callers have.</summary>
public sealed class MessageEditStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>The earlier texts of a message, oldest first; none where it was never edited, or is deleted.</summary>
    public async Task<IReadOnlyList<EarlierText>> GetAsync(Guid messageId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.MessageEdits
            .Where(e => e.MessageId == messageId)
            .OrderBy(e => e.ReplacedAt)
            .Select(e => new EarlierText(e.Content, e.ReplacedAt))
            .ToListAsync(ct);
    }
}
