using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>Databases to ask for plans, by how many messages the largest conversation has; 0 for one with nothing in it. Nobody writes into them.</summary>
public sealed class PlannedDatabases(PostgresFixture postgres) : IAsyncDisposable
{
    private readonly Dictionary<int, (TestDatabase Database, ChatNode Node)> _made = [];

    /// <summary>The SQL that fills one.</summary>
    internal static string Fill(int messages) => $"""
        INSERT INTO relationships (id, created_at) SELECT md5('r' || g)::uuid, now() FROM generate_series(0, 2000) g;
        INSERT INTO users (id, user_name, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, created_at)
            SELECT md5(side || g)::uuid, side || g, false, false, false, false, 0, now() FROM generate_series(0, 2000) g, unnest(ARRAY['a', 'b']) side;
        INSERT INTO relationship_members (relationship_id, side, user_id, display_name, joined_at)
            SELECT md5('r' || g)::uuid, 'partner_' || side, md5(side || g)::uuid, side, now() FROM generate_series(0, 2000) g, unnest(ARRAY['a', 'b']) side;
        INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at, last_seq, last_change_seq, message_count, last_sent_at)
            SELECT md5('c' || g)::uuid, md5('r' || g)::uuid, now(), now(), n, n, n, now()
            FROM generate_series(0, 2000) g, LATERAL (SELECT CASE WHEN g = 0 THEN {messages} WHEN g <= 200 THEN 100 ELSE 0 END AS n) n;
        INSERT INTO partner_messages (id, conversation_id, sender_id, content, seq, first_change_seq, change_seq, sent_at, created_at, client_message_id, edited_at)
            SELECT gen_random_uuid(), c.id, CASE s % 2 WHEN 0 THEN 'partner_a' ELSE 'partner_b' END, repeat('word ', 20), s, s, s,
                now() + s * interval '1 second', now(), gen_random_uuid(), CASE WHEN s % 10 = 0 THEN now() + s * interval '1 second' END
            FROM partner_conversations c, generate_series(1, c.last_seq) s;
        INSERT INTO notices (id, conversation_id, kind, at, fact_seq)
            SELECT gen_random_uuid(), c.id, 'receipts_off', now() + k * interval '1 hour', k FROM partner_conversations c, generate_series(1, 5) k;
        INSERT INTO message_changes (conversation_id, change_seq, seq, made) SELECT conversation_id, seq, seq, true FROM partner_messages;
        INSERT INTO message_edits (message_id, replaced_at, content) SELECT id, edited_at, content FROM partner_messages WHERE edited_at IS NOT NULL;
        INSERT INTO message_stars (message_id, partner_id, at) SELECT id, 'partner_a', sent_at FROM partner_messages WHERE seq % 10 = 1;
        ANALYZE
        """;

    internal async Task<ChatNode> NodeOfAsync(int messages, CancellationToken ct)
    {
        if (_made.TryGetValue(messages, out var made)) return made.Node;
        var database = await postgres.CreateDatabaseAsync(ct);
        var node = await ChatNode.StartAsync(database);
        _made[messages] = (database, node);
        if (messages > 0) await node.ExecuteAsync(Fill(messages), ct);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (database, node) in _made.Values)
        {
            await node.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
