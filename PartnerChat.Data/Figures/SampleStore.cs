using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Figures;

/// <summary>What the database says of itself.</summary>
public sealed record DatabaseState(string Version, long Bytes);

/// <summary>How the nodes did, a row for each node and quarter of an hour.</summary>
public sealed class SampleStore(IDbContextFactory<ChatDbContext> contexts)
{
    /// <summary>Writes a node's quarter, over what it wrote of it before.</summary>
    public async Task WriteAsync(ServerSample s, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO server_samples (at, node, seen_at, circuits, circuits_peak, sockets, sockets_peak, deliveries, database_bytes)
            VALUES ({s.At}, {s.Node}, {s.SeenAt}, {s.Circuits}, {s.CircuitsPeak}, {s.Sockets}, {s.SocketsPeak}, {s.Deliveries}, {s.DatabaseBytes})
            ON CONFLICT (at, node) DO UPDATE SET seen_at = excluded.seen_at, circuits = excluded.circuits, circuits_peak = excluded.circuits_peak,
                sockets = excluded.sockets, sockets_peak = excluded.sockets_peak, deliveries = excluded.deliveries, database_bytes = excluded.database_bytes
            """, ct);
    }

    /// <summary>The quarters since then of all nodes, the oldest first.</summary>
    public async Task<IReadOnlyList<ServerSample>> GetSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ServerSamples.AsNoTracking().Where(s => s.At >= since).OrderBy(s => s.At).ToListAsync(ct);
    }

    /// <summary>The size of the database at each hour since then that has one.</summary>
    public async Task<IReadOnlyList<KeyValuePair<DateTimeOffset, long>>> GetSizesAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sizes = await db.ServerSamples.Where(s => s.At >= since && s.DatabaseBytes > 0).OrderBy(s => s.At).Select(s => new { s.At, s.DatabaseBytes }).ToListAsync(ct);
        return [.. sizes.Select(s => KeyValuePair.Create(s.At, s.DatabaseBytes))];
    }

    /// <summary>Takes out what is older.</summary>
    public async Task ExpireAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.ServerSamples.Where(s => s.At < before).ExecuteDeleteAsync(ct);
    }

    /// <summary>The size and version of the database, now.</summary>
    public async Task<DatabaseState> GetDatabaseAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var answer = await db.Database.SqlQuery<DatabaseState>($"SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes").ToListAsync(ct);
        return answer.Single();
    }
}
