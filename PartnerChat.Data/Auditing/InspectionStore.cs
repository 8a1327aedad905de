using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Auditing;

/// <summary>
/// An admin's looks into conversations. <see cref="ReadAsync"/> is the only way in which what two people wrote reaches an admin: the entry in the audit log, the line
/// in their chat and the read are one statement of one transaction, so without the entry there is nothing to see.
/// </summary>
public sealed class InspectionStore(IDbContextFactory<ChatDbContext> contexts, ChatDataSources sources)
{
    /// <summary>A conversation to be looked into: whose it is, and whether a look of this admin's is open. Null where it is not there, or they are no admin.</summary>
    public async Task<InspectionSubject?> FindAsync(AuditActor by, Guid conversationId, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.IsAdminAsync(by, at, ct)) return null;
        var found = await db.Conversations
            .Where(c => c.Id == conversationId)
            .Select(c => new
            {
                A = db.RelationshipMembers.Single(m => m.RelationshipId == c.RelationshipId && m.Side == PartnerSide.A).DisplayName,
                B = db.RelationshipMembers.Where(m => m.RelationshipId == c.RelationshipId && m.Side == PartnerSide.B).Select(m => m.DisplayName).SingleOrDefault(),
                c.MessageCount,
                c.IsActive,
            })
            .SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var name = await db.Database.SqlQueryRaw<string>($"SELECT {InspectionSql.AdminName} AS \"Value\" FROM users u WHERE u.id = {{0}}", by.UserId).SingleAsync(ct);
        return new InspectionSubject(conversationId, found.A, found.B, found.MessageCount, found.IsActive, name, await FindOpenAsync(db, by, conversationId, at, ct));
    }

    /// <summary>Opens a look and writes down why; where one of this admin's is open, it is that one. Nothing is read yet.</summary>
    /// <param name="reason">What the two will read.</param>
    public async Task<InspectionOutcome<Inspection>> OpenAsync(AuditActor by, Guid conversationId, string reason, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.IsAdminAsync(by, at, ct)) return InspectionRefusal.NotAdmin;
        // Two pages of one admin open one look.
        await ConversationSettling.LockAsync(db, conversationId, ct);
        var last = await db.Conversations.Where(c => c.Id == conversationId).Select(c => (long?)c.LastSeq).SingleOrDefaultAsync(ct);
        if (last is not { } lastSeq) return InspectionRefusal.NotThere;
        if (await FindOpenAsync(db, by, conversationId, at, ct) is { } open) return open;
        var details = JsonSerializer.Serialize(new Dictionary<string, object> { ["last_seq"] = lastSeq, ["until"] = at + Inspection.Lasts });
        var entry = db.Audit(by, at, AuditActions.ConversationInspected, new AuditTarget("conversation", conversationId), reason, details);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Inspection(entry.Id, conversationId, at, at + Inspection.Lasts, reason, lastSeq);
    }

    /// <summary>Reads a page, 1 being the newest, and writes down that it was read. When it throws, it may be written down although nothing was shown.</summary>
    /// <exception cref="NpgsqlException">The database refused, is away, or did not answer in time.</exception>
    public async Task<InspectionOutcome<InspectedPage>> ReadAsync(AuditActor by, Guid inspectionId, int page, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await sources.Readers.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(InspectionSql.Lock) { Parameters = { Value(inspectionId) } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(InspectionSql.Read)
        {
            Parameters =
            {
                Value(inspectionId), Value(by.UserId), new NpgsqlParameter { Value = (object?)by.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                Value(at), Value(Guid.CreateVersion7(at)), Value(page), Value(Inspection.PageSize), Value(Inspection.Lasts),
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var (verdict, messages) = ("", new List<InspectedMessage>());
        while (await reader.ReadAsync(ct))
        {
            verdict = reader.GetString(0);
            if (!reader.IsDBNull(2)) messages.Add(ToMessage(reader));
        }

        // The end of the results is the commit: nothing is shown before.
        await reader.NextResultAsync(ct);
        return verdict switch
        {
            InspectionSql.Open => new InspectedPage(page, messages),
            InspectionSql.Over => InspectionRefusal.Over,
            InspectionSql.NotAdmin => InspectionRefusal.NotAdmin,
            _ => InspectionRefusal.NotThere,
        };
    }

    private static async Task<Inspection?> FindOpenAsync(ChatDbContext db, AuditActor by, Guid conversationId, DateTimeOffset at, CancellationToken ct)
    {
        var (actor, since) = (by.UserId, at - Inspection.Lasts);
        var found = await (
            from e in db.AuditEntries
            join r in db.AuditReasons on e.Id equals r.AuditEntryId
            where e.TargetId == conversationId && e.ActorId == actor && e.Action == AuditActions.ConversationInspected && e.At > since && e.At <= at
            orderby e.At descending
            select new { e.Id, e.At, e.Details, r.Reason }).FirstOrDefaultAsync(ct);
        if (found is null) return null;
        using var details = JsonDocument.Parse(found.Details);
        return new Inspection(found.Id, conversationId, found.At, found.At + Inspection.Lasts, found.Reason, details.RootElement.GetProperty("last_seq").GetInt64());
    }

    private static InspectedMessage ToMessage(NpgsqlDataReader row) => new(
        row.GetGuid(2), row.GetInt64(3), PartnerSides.Parse(row.GetString(4)), row.GetString(5), row.GetString(6), row.GetFieldValue<DateTimeOffset>(7),
        Time(row, 8), Time(row, 9), Time(row, 10), Time(row, 11), Stored(row.GetString(12)));

    private static List<StoredValue> Stored(string row)
    {
        using var columns = JsonDocument.Parse(row);
        return [.. columns.RootElement.EnumerateObject().Select(c => new StoredValue(c.Name, c.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => c.Value.GetString(),
            _ => c.Value.GetRawText(),
        }))];
    }

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
