using Npgsql;

namespace PartnerChat.Tests.Fixtures;

/// <summary>What holds of every conversation at any time, asked of the tables themselves.</summary>
internal static class Soundness
{
    private const string Faults = """
        WITH c AS (SELECT * FROM partner_conversations WHERE id = $1),
            m AS (SELECT *, row_number() OVER w AS place, lag(sent_at) OVER w AS sent_before, lag(first_change_seq) OVER w AS made_before
                FROM partner_messages WHERE conversation_id = $1 WINDOW w AS (ORDER BY seq)),
            l AS (SELECT *, row_number() OVER (ORDER BY change_seq) AS place FROM message_changes WHERE conversation_id = $1),
            newest AS (SELECT * FROM m WHERE deleted_at IS NULL ORDER BY seq DESC LIMIT 1)
        SELECT 'no conversation' WHERE NOT EXISTS (SELECT FROM c)
        UNION ALL SELECT 'seq is not dense' WHERE EXISTS (SELECT FROM m WHERE seq <> place)
        UNION ALL SELECT 'change_seq is not dense' WHERE EXISTS (SELECT FROM l WHERE change_seq <> place)
        UNION ALL SELECT 'sent_at does not rise' WHERE EXISTS (SELECT FROM m WHERE sent_at <= sent_before)
        UNION ALL SELECT 'made out of order' WHERE EXISTS (SELECT FROM m WHERE first_change_seq <= made_before)
        UNION ALL SELECT 'the log misses a making' WHERE EXISTS (
            SELECT FROM m WHERE (SELECT count(*) FROM l WHERE l.seq = m.seq AND made AND l.change_seq = m.first_change_seq) <> 1)
        UNION ALL SELECT 'the log makes too many' WHERE (SELECT count(*) FROM l WHERE made) <> (SELECT count(*) FROM m)
        UNION ALL SELECT 'a last change is not in the log' WHERE EXISTS (
            SELECT FROM m WHERE change_seq IS DISTINCT FROM (SELECT max(l.change_seq) FROM l WHERE l.seq = m.seq))
        UNION ALL SELECT 'last_seq' FROM c WHERE last_seq <> (SELECT count(*) FROM m)
        UNION ALL SELECT 'last_change_seq' FROM c WHERE last_change_seq <> coalesce((SELECT max(change_seq) FROM l), 0)
        UNION ALL SELECT 'message_count' FROM c WHERE message_count <> (SELECT count(*) FROM m WHERE deleted_at IS NULL)
        UNION ALL SELECT 'last_sent_at' FROM c WHERE last_sent_at IS DISTINCT FROM (SELECT max(sent_at) FROM m)
        UNION ALL SELECT 'last_message_at' FROM c WHERE last_message_at IS DISTINCT FROM (SELECT sent_at FROM newest)
        UNION ALL SELECT 'last_message_preview' FROM c WHERE last_message_preview IS DISTINCT FROM (SELECT left(content, 100) FROM newest)
        UNION ALL SELECT 'reactions' WHERE EXISTS (SELECT FROM m WHERE reactions IS DISTINCT FROM (
            SELECT jsonb_agg(jsonb_build_object('partner_id', partner_id, 'emoji', emoji, 'at', at) ORDER BY partner_id) FROM message_reactions r WHERE r.message_id = m.id))
        UNION ALL SELECT 'something is left of a deleted message' WHERE EXISTS (SELECT FROM m WHERE deleted_at IS NOT NULL AND (content <> ''
            OR EXISTS (SELECT FROM message_edits e WHERE e.message_id = m.id) OR EXISTS (SELECT FROM message_stars s WHERE s.message_id = m.id)))
        UNION ALL SELECT 'read but not delivered' WHERE EXISTS (SELECT FROM m WHERE read_at IS NOT NULL AND delivered_at IS NULL)
        UNION ALL SELECT 'below the delivered mark, not delivered' FROM c WHERE EXISTS (SELECT FROM m WHERE delivered_at IS NULL
            AND seq <= CASE sender_id WHEN 'partner_a' THEN c.partner_a_delivered_seq ELSE c.partner_b_delivered_seq END)
        UNION ALL SELECT 'below the read mark, not read' FROM c WHERE EXISTS (SELECT FROM m WHERE read_at IS NULL
            AND seq <= CASE sender_id WHEN 'partner_a' THEN c.partner_a_read_seq ELSE c.partner_b_read_seq END)
        """;

    /// <summary>Order, log, counters, preview and marks of a conversation equal a recount.</summary>
    public static async Task AssertAsync(NpgsqlDataSource database, Guid conversationId, CancellationToken ct)
    {
        var faults = new List<string>();
        await using var command = database.CreateCommand(Faults);
        // A recount of everything may take longer than the app waits.
        command.CommandTimeout = 120;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = conversationId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) faults.Add(reader.GetString(0));

        Assert.Empty(faults);
    }
}
