using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Accounts;

/// <summary>The tickets of sockets, by their hashes.</summary>
public sealed class SocketTicketStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>Keeps a ticket, and takes out those that ran out.</summary>
    public async Task AddAsync(byte[] hash, Guid sessionId, TimeSpan lasts, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        await db.SocketTickets.Where(t => t.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        db.SocketTickets.Add(new SocketTicket { Hash = hash, SessionId = sessionId, ExpiresAt = now + lasts });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Takes a ticket away. Of many who try at once, one is told true.</summary>
    public async Task<bool> TakeAsync(byte[] hash, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        return await db.SocketTickets.Where(t => t.Hash == hash && t.ExpiresAt > now).ExecuteDeleteAsync(ct) == 1;
    }
}
