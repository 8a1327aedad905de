using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Listings;

/// <summary>How many messages were written when, in all conversations together.</summary>
public sealed class MessageCountStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>Quarters of an hour since then in which something was written, the oldest first.</summary>
    public async Task<IReadOnlyList<MessageQuarter>> GetSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.MessageQuarters.AsNoTracking().Where(q => q.At >= since).OrderBy(q => q.At).ToListAsync(ct);
    }
}
