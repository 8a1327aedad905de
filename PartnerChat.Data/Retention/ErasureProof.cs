using Microsoft.EntityFrameworkCore;

namespace PartnerChat.Data.Retention;

/// <summary>Rows that are left of a conversation, in a table.</summary>
public sealed record Remainder(string Table, long Rows);

/// <summary>
/// Looks whether anything of a conversation is left. It asks the database itself which tables name a conversation, a relationship or a message, so that one
/// that was added since is looked through as well.
/// </summary>
internal static class ErasureProof
{
    /// <summary>What is left, within a transaction that is open; nothing when the conversation is gone.</summary>
    public static async Task<IReadOnlyList<Remainder>> FindAsync(ChatDbContext db, DueConversation gone, CancellationToken ct)
    {
        var remainders = new List<Remainder>();
        foreach (var column in await FindColumnsAsync(db, ct))
        {
            var count = column.Column switch
            {
                "conversation_id" => $"SELECT count(*) AS \"Value\" FROM {column.Table} WHERE conversation_id = {{0}}",
                "relationship_id" => $"SELECT count(*) AS \"Value\" FROM {column.Table} WHERE relationship_id = {{1}}",
                // The messages are gone: what names one that is not there was theirs, or another's that is gone.
                _ => $"SELECT count(*) AS \"Value\" FROM {column.Table} t WHERE t.message_id IS NOT NULL AND NOT EXISTS (SELECT FROM partner_messages m WHERE m.id = t.message_id)",
            };
            // A foreign key to messages is the database's own proof.
            if (column is { Column: "message_id", IsBound: true }) continue;
            var rows = (await db.Database.SqlQueryRaw<long>(count, gone.ConversationId ?? Guid.Empty, gone.RelationshipId).ToListAsync(ct)).Single();
            if (rows > 0) remainders.Add(new Remainder(column.Table, rows));
        }

        await AddRootsAsync(db, gone, remainders, ct);
        return remainders;
    }

    /// <summary>Every column of our tables that names a conversation, a relationship or a message.</summary>
    public static Task<List<NamingColumn>> FindColumnsAsync(ChatDbContext db, CancellationToken ct) => db.Database.SqlQuery<NamingColumn>($"""
        SELECT c.relname AS "table", a.attname AS "column", EXISTS (
            SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]) AS is_bound
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
          AND a.attname IN ('conversation_id', 'relationship_id', 'message_id')
        ORDER BY 1, 2
        """).ToListAsync(ct);

    private static async Task AddRootsAsync(ChatDbContext db, DueConversation gone, List<Remainder> remainders, CancellationToken ct)
    {
        if (await db.Conversations.AnyAsync(c => c.Id == gone.ConversationId || c.RelationshipId == gone.RelationshipId, ct)) remainders.Add(new Remainder("partner_conversations", 1));
        if (await db.Relationships.AnyAsync(r => r.Id == gone.RelationshipId, ct)) remainders.Add(new Remainder("relationships", 1));
    }
}

/// <summary>A column that names what its rows belong to.</summary>
/// <param name="IsBound">Whether a foreign key holds it.</param>
internal sealed record NamingColumn(string Table, string Column, bool IsBound);
