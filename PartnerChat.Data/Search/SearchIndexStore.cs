using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PartnerChat.Data.Search;

/// <summary>A block that is full and has no row yet.</summary>
public sealed record MissingBlock(Guid ConversationId, long Number);

/// <summary>Makes the blocks that are searched. Nothing waits for it: what is not in a block yet is found in the messages themselves.</summary>
public sealed class SearchIndexStore(IDbContextFactory<ChatDbContext> contexts, ChatDataSources sources)
{
    // Whoever changes a text holds the conversation's lock, and takes the block away: under a shared one none does. A block of which anything changed since it was read
    // is left for the next round. A crash may lose it, and nothing is lost with it: the writers do not wait for the disk.
    internal const string Write = """
        INSERT INTO message_search_blocks (conversation_id, number, folded)
        SELECT $1, $2, $3
        WHERE (SELECT max(m.change_seq) FROM partner_messages m WHERE m.conversation_id = $1 AND m.seq >= $4 AND m.seq <= $5) = $6
        ON CONFLICT (conversation_id, number) DO NOTHING
        """;

    private const string Share = "SELECT set_config('synchronous_commit', 'off', true), c.id FROM partner_conversations c WHERE c.id = $1 FOR SHARE";

    /// <summary>Makes blocks until none is missing or so many were made. Of several nodes one works, the others leave it to that one.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> IndexAsync(int most, CancellationToken ct)
    {
        await using var gate = await sources.Readers.OpenConnectionAsync(ct);
        if (!await AskAsync(gate, "SELECT pg_try_advisory_lock($1)", ct)) return 0;
        try
        {
            var made = 0;
            foreach (var block in await FindMissingAsync(most, ct))
            {
                if (await IndexAsync(block, ct)) made++;
            }

            return made;
        }
        finally
        {
            await AskAsync(gate, "SELECT pg_advisory_unlock($1)", CancellationToken.None);
        }
    }

    /// <summary>Blocks that are full and have no row.</summary>
    public async Task<IReadOnlyList<MissingBlock>> FindMissingAsync(int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.SqlQuery<MissingBlock>($"""
            SELECT c.id AS conversation_id, n AS number
            FROM partner_conversations c
            CROSS JOIN LATERAL generate_series(0, c.last_seq / {SearchBlock.Size} - 1) n
            WHERE c.last_seq >= {SearchBlock.Size}
              AND c.last_seq / {SearchBlock.Size} > (SELECT count(*) FROM message_search_blocks b WHERE b.conversation_id = c.id)
              AND NOT EXISTS (SELECT FROM message_search_blocks b WHERE b.conversation_id = c.id AND b.number = n)
            LIMIT {most}
            """).ToListAsync(ct);
    }

    /// <summary>Makes that block. False when it is there, or changed while it was read.</summary>
    public async Task<bool> IndexAsync(MissingBlock block, CancellationToken ct)
    {
        var first = SearchBlock.FirstOf(block.Number);
        var last = first + SearchBlock.Size - 1;
        List<MessageText> texts;
        await using (var db = await contexts.CreateDbContextAsync(ct)) texts = await SearchStore.Texts(db, block.ConversationId, first, last).ToListAsync(ct);
        if (texts.Count < SearchBlock.Size) return false;

        var folded = string.Join(SearchBlock.Separator, texts.Select(t => SearchFold.Fold(t.Content)));
        await using var connection = await sources.Readers.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Share) { Parameters = { Value(block.ConversationId) } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Write)
        {
            Parameters = { Value(block.ConversationId), Value(block.Number), Value(folded), Value(first), Value(last), Value(texts.Max(t => t.ChangeSeq)) },
        });
        return await batch.ExecuteNonQueryAsync(ct) == 1;
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { Parameters = { Value((long)WorkLock.SearchIndex) } };
        return await ask.ExecuteScalarAsync(ct) is true;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
