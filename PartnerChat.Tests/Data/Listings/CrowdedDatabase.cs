using Npgsql;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Listings;

/// <summary>A server with very many conversations, as many accounts twice, and very many messages. Filled once for all tests of the admin's lists.</summary>
public sealed class CrowdedDatabase(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>How many conversations there are: below this a planner might scan for good reasons.</summary>
    public static readonly int Conversations = Math.Max(20_000, Campaign.Count(100_000));

    private static readonly int Messages = Campaign.Count(1_000_000);

    // Names of four to nine letters; every tenth conversation is frozen; the first ones have the messages.
    private static readonly string Fill = $"""
        SET synchronous_commit = off;
        ALTER TABLE partner_conversations DISABLE TRIGGER USER;
        ALTER TABLE relationship_members DISABLE TRIGGER USER;
        INSERT INTO relationships (id, created_at, ended_at, ended_by)
            SELECT md5('r' || g)::uuid, now(), CASE WHEN g % 10 = 0 THEN now() END, CASE WHEN g % 10 = 0 THEN 'partner_a' END FROM generate_series(1, {Conversations}) g;
        INSERT INTO users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled,
            access_failed_count, created_at, last_seen_at, locked_at)
            SELECT md5(side || g)::uuid, mail, upper(mail), mail, upper(mail), false, false, false, false, 0, now() - g * interval '1 minute',
                CASE WHEN g % 3 > 0 THEN now() - (g * 7919 % 100000) * interval '1 minute' END, CASE WHEN g % 5000 = 0 THEN now() END
            FROM generate_series(1, {Conversations}) g, unnest(ARRAY['a', 'b']) side,
                LATERAL (SELECT translate(left(md5(side || g), 8), '0123456789', 'ghijklmnop') || '.' || g || '@example.org' AS mail) m;
        INSERT INTO roles (id, name, normalized_name) VALUES (md5('admin')::uuid, 'admin', 'ADMIN');
        INSERT INTO user_roles (user_id, role_id) SELECT md5('a' || g)::uuid, md5('admin')::uuid FROM generate_series(1, 3) g;
        INSERT INTO relationship_members (relationship_id, side, user_id, display_name, joined_at, left_at)
            SELECT md5('r' || g)::uuid, 'partner_' || side, md5(side || g)::uuid,
                initcap(translate(left(md5('n' || side || g), 4 + g % 6), '0123456789', 'ghijklmnop')), now(), CASE WHEN g % 10 = 0 THEN now() END
            FROM generate_series(1, {Conversations}) g, unnest(ARRAY['a', 'b']) side;
        INSERT INTO partner_conversations (id, relationship_id, created_at, updated_at, last_seq, last_change_seq, message_count, last_sent_at, last_message_at,
            last_active_on, is_active)
            SELECT md5('c' || g)::uuid, md5('r' || g)::uuid, now(), now(), n, n, n, at, at, at::date, g % 10 > 0
            FROM generate_series(1, {Conversations}) g, LATERAL (
                SELECT CASE WHEN g <= 1000 THEN {Messages} / 1000 ELSE 0 END AS n, now() - (g::bigint * 104729 % 1000000) * interval '1 minute' AS at) f;
        INSERT INTO partner_messages (id, conversation_id, sender_id, content, seq, first_change_seq, change_seq, sent_at, created_at, client_message_id)
            SELECT gen_random_uuid(), c.id, 'partner_a', 'word', s, s, s, now() + s * interval '1 second', now(), gen_random_uuid()
            FROM partner_conversations c, generate_series(1, c.last_seq) s;
        INSERT INTO conversation_listings (conversation_id, names, message_count, recent_count, last_at, is_active, is_stale, counted_seq, day_seq)
            SELECT c.id, lower(a.display_name || E'\n' || b.display_name), c.message_count, c.message_count / 2, c.last_message_at, c.is_active, false, c.last_seq, c.last_seq
            FROM partner_conversations c
            JOIN relationship_members a ON a.relationship_id = c.relationship_id AND a.side = 'partner_a'
            JOIN relationship_members b ON b.relationship_id = c.relationship_id AND b.side = 'partner_b';
        ALTER TABLE partner_conversations ENABLE TRIGGER USER;
        ALTER TABLE relationship_members ENABLE TRIGGER USER;
        """;

    private TestDatabase? _database;
    private ChatNode? _node;

    internal ChatNode Node => _node!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await using (var owner = NpgsqlDataSource.Create(_database.ConnectionString))
        {
            await ExecuteAsync(owner, Fill);
            await ExecuteAsync(owner, "VACUUM ANALYZE");
        }

        _node = await ChatNode.StartAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
