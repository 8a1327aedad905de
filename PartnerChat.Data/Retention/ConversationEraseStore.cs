using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Data.Retention;

/// <summary>A conversation whose time is over.</summary>
/// <param name="ConversationId">Null where none was ever made.</param>
public sealed record DueConversation(Guid RelationshipId, Guid? ConversationId, DateTimeOffset EndedAt);

/// <summary>What came of erasing one.</summary>
/// <param name="Remainders">What was found to be left; where there is anything, the last step was not done, and it is tried again.</param>
public sealed record Erasure(DueConversation Conversation, long Messages, IReadOnlyList<Remainder> Remainders)
{
    /// <summary>Whether nothing is left.</summary>
    public bool IsProven => Remainders.Count == 0;
}

/// <summary>
/// Erases conversations for good, 30 days after their end, or as soon as nobody is left who may read them. It goes by batches, each a transaction of its
/// own; whoever breaks off goes on where they stopped. The last step erases what is left, proves that it is, and writes that down, all or nothing.
/// </summary>
public sealed class ConversationEraseStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>How many rows go in one transaction at most.</summary>
    public const int BatchSize = 5_000;

    /// <summary>The time that one statement may take: this is no request that somebody waits for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What is due now, the oldest first.</summary>
    /// <param name="after">Those that come after this one; null for the first.</param>
    public async Task<IReadOnlyList<DueConversation>> FindDueAsync(DueConversation? after, int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var oldest = time.GetUtcNow() - ConversationStore.ReadableAfterEnd;
        var (since, last) = (after?.EndedAt ?? DateTimeOffset.MinValue, after?.RelationshipId ?? Guid.Empty);
        return await db.Database.SqlQuery<DueConversation>($"""
            SELECT r.id AS relationship_id, c.id AS conversation_id, r.ended_at
            FROM relationships r
            LEFT JOIN partner_conversations c ON c.relationship_id = r.id
            WHERE r.ended_at IS NOT NULL AND (r.ended_at, r.id) > ({since}, {last})
              AND (r.ended_at <= {oldest} OR NOT EXISTS (
                SELECT FROM relationship_members m JOIN users u ON u.id = m.user_id WHERE m.relationship_id = r.id AND u.deleted_at IS NULL))
            ORDER BY r.ended_at, r.id
            LIMIT {most}
            """).ToListAsync(ct);
    }

    /// <summary>Erases a batch of its messages, with what hangs on them.</summary>
    /// <returns>How many there were; fewer than <see cref="BatchSize"/> when none are left.</returns>
    public async Task<int> EraseMessagesAsync(DueConversation due, CancellationToken ct)
    {
        if (due.ConversationId is not { } id) return 0;
        await using var db = await OpenAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var messages = await db.Messages.Where(m => m.ConversationId == id).OrderBy(m => m.Seq).Select(m => m.Id).Take(BatchSize).ToArrayAsync(ct);
        foreach (var table in ErasedTables.OfMessages)
        {
            var erase = $"DELETE FROM {table.Name} WHERE message_id = ANY({{0}})";
            await db.Database.ExecuteSqlRawAsync(erase, [messages], ct);
        }

        await db.Messages.Where(m => messages.Contains(m.Id)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return messages.Length;
    }

    /// <summary>Erases a batch of what hangs on the conversation.</summary>
    /// <returns>How many rows; fewer than <see cref="BatchSize"/> when none are left.</returns>
    public async Task<int> EraseRowsAsync(DueConversation due, ErasedTable table, CancellationToken ct)
    {
        await using var db = await OpenAsync(ct);
        return await EraseRowsAsync(db, due, table, ct);
    }

    /// <summary>Erases what is left, looks whether it is, and writes down that it is. Where something is left nothing of this step is done.</summary>
    /// <param name="messages">How many messages were erased, as far as is known: a run that broke off does not tell the next.</param>
    public async Task<Erasure> FinishAsync(DueConversation due, long messages, CancellationToken ct)
    {
        await using var db = await OpenAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var table in ErasedTables.OfConversations) await EraseRowsAsync(db, due, table, ct);
        await db.Conversations.Where(c => c.RelationshipId == due.RelationshipId).ExecuteDeleteAsync(ct);
        var gone = await db.Relationships.Where(r => r.Id == due.RelationshipId).ExecuteDeleteAsync(ct);
        // Another node was faster.
        if (gone == 0) return new Erasure(due, 0, []);
        if (due.ConversationId is { } id) await db.Database.ExecuteSqlAsync($"SELECT erase_audit_reasons({id})", ct);
        var erasure = new Erasure(due, messages, await ErasureProof.FindAsync(db, due, ct));
        if (!erasure.IsProven) return erasure;
        var details = JsonSerializer.Serialize(new Dictionary<string, object> { ["relationship_id"] = due.RelationshipId, ["messages"] = messages });
        db.Audit(RetentionActor.Job, time.GetUtcNow(), AuditActions.ConversationDeleted, new AuditTarget("conversation", due.ConversationId), details: details);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return erasure;
    }

    private static Task<int> EraseRowsAsync(ChatDbContext db, DueConversation due, ErasedTable table, CancellationToken ct)
    {
        var column = ErasedTables.Columns[table.By];
        var erase = $"DELETE FROM {table.Name} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table.Name} WHERE {column} = {{0}} LIMIT {{1}}))";
        return db.Database.ExecuteSqlRawAsync(erase, [table.By == ErasedBy.Relationship ? due.RelationshipId : due.ConversationId ?? Guid.Empty, BatchSize], ct);
    }

    private async Task<ChatDbContext> OpenAsync(CancellationToken ct)
    {
        var db = await contexts.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(Patience);
        return db;
    }
}
