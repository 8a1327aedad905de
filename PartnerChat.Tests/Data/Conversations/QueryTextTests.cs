using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

/// <summary>What the hot reads send. A change here is a change of plan: look at <see cref="QueryPlanTests"/> as well.</summary>
public sealed class QueryTextTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task GetPageBeforeAsync_Sql_IsPinned() => AssertSendsAsync(log => new MessageStore(log).GetPageBeforeAsync(Guid.NewGuid(), 9, 50, Ct), """
        SELECT p.id, p.conversation_id, p.seq, p.first_change_seq, p.change_seq, p.sender_id, p.content, p.sent_at, p.delivered_at, p.read_at, p.client_message_id, p.reply_to_id, p.edited_at, p.deleted_at, p.sentiment_label, p.emotions, p.escalation_risk, p.luna_intervened, p.original_content, p.reactions
        FROM partner_messages AS p
        WHERE p.conversation_id = @conversationId AND p.seq < @before
        ORDER BY p.seq DESC
        LIMIT @p
        """);

    [Fact]
    public Task GetPageFromAsync_Sql_IsPinned() => AssertSendsAsync(log => new MessageStore(log).GetPageFromAsync(Guid.NewGuid(), 9, 50, Ct), """
        SELECT p.id, p.conversation_id, p.seq, p.first_change_seq, p.change_seq, p.sender_id, p.content, p.sent_at, p.delivered_at, p.read_at, p.client_message_id, p.reply_to_id, p.edited_at, p.deleted_at, p.sentiment_label, p.emotions, p.escalation_risk, p.luna_intervened, p.original_content, p.reactions
        FROM partner_messages AS p
        WHERE p.conversation_id = @conversationId AND p.seq >= @from
        ORDER BY p.seq
        LIMIT @p
        """);

    [Fact]
    public Task GetChangesAsync_Sql_IsPinned() => AssertSendsAsync(log => new MessageStore(log).GetChangesAsync(Guid.NewGuid(), 9, 100, Ct), """
        SELECT p.id, p.conversation_id, p.seq, p.first_change_seq, p.change_seq, p.sender_id, p.content, p.sent_at, p.delivered_at, p.read_at, p.client_message_id, p.reply_to_id, p.edited_at, p.deleted_at, p.sentiment_label, p.emotions, p.escalation_risk, p.luna_intervened, p.original_content, p.reactions
        FROM (
            SELECT m.*
            FROM message_changes c
            CROSS JOIN LATERAL (
                SELECT * FROM partner_messages p WHERE p.conversation_id = c.conversation_id AND p.seq = c.seq LIMIT 1) m
            WHERE c.conversation_id = @p0 AND c.change_seq > @p1
              AND (c.made OR (m.change_seq = c.change_seq AND m.first_change_seq <= @p2
                AND (m.first_change_seq <= @p3 OR c.change_seq > @p4)))
            ORDER BY c.change_seq
            LIMIT @p5
        ) AS p
        """);

    [Fact]
    public async Task FindMembershipAsync_Sql_IsPinned()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var log = new CommandLog(node.Database);

        await new ConversationStore(log, TimeProvider.System).FindMembershipAsync(couple.A, Ct);

        Assert.Equal("""
            SELECT r.user_id, r.relationship_id, p.id, r.side, r.display_name, r1.display_name, r1.last_seen_at, r0.created_at, p.is_active, p.last_change_seq, p.last_seq, CASE
                WHEN r.side = 'partner_a' THEN p.partner_a_position
                ELSE p.partner_b_position
            END, p.fact_seq, p.shows_read, p.shows_typing, p.shows_presence, CASE
                WHEN r.side = 'partner_a' THEN r.display_name
                ELSE r1.display_name
            END, CASE
                WHEN r.side = 'partner_a' THEN r1.display_name
                ELSE r.display_name
            END, r0.ended_at IS NULL, r0.ended_at, r0.ended_by, r0.ended_with_account
            FROM relationship_members AS r
            INNER JOIN relationships AS r0 ON r.relationship_id = r0.id
            INNER JOIN partner_conversations AS p ON r.relationship_id = p.relationship_id
            LEFT JOIN relationship_members AS r1 ON r.relationship_id = r1.relationship_id AND r.side <> r1.side
            WHERE r.user_id = @userId AND r.left_at IS NULL
            LIMIT 2
            """, Assert.Single(log.Commands).Text, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public Task FindMembershipAsync_OfAConversationSql_IsPinned() => AssertSendsAsync(
        log => new ConversationStore(log, TimeProvider.System).FindMembershipAsync(Guid.NewGuid(), Guid.NewGuid(), Ct), """
        SELECT r.user_id, r.relationship_id, p0.id, r.side, r.display_name, r1.display_name, r1.last_seen_at, r0.created_at, p0.is_active, p0.last_change_seq, p0.last_seq, CASE
            WHEN r.side = 'partner_a' THEN p0.partner_a_position
            ELSE p0.partner_b_position
        END, p0.fact_seq, p0.shows_read, p0.shows_typing, p0.shows_presence, CASE
            WHEN r.side = 'partner_a' THEN r.display_name
            ELSE r1.display_name
        END, CASE
            WHEN r.side = 'partner_a' THEN r1.display_name
            ELSE r.display_name
        END, r0.ended_at IS NULL, r0.ended_at, r0.ended_by, r0.ended_with_account
        FROM relationship_members AS r
        INNER JOIN relationships AS r0 ON r.relationship_id = r0.id
        INNER JOIN (
            SELECT p.id, p.fact_seq, p.is_active, p.last_change_seq, p.last_seq, p.partner_a_position, p.partner_b_position, p.relationship_id, p.shows_presence, p.shows_read, p.shows_typing
            FROM partner_conversations AS p
            WHERE p.id = @conversationId
        ) AS p0 ON r.relationship_id = p0.relationship_id
        LEFT JOIN relationship_members AS r1 ON r.relationship_id = r1.relationship_id AND r.side <> r1.side
        WHERE r.user_id = @userId AND (r.left_at IS NULL OR r.left_at > @oldest)
        LIMIT 2
        """);

    [Fact]
    public Task FindEndedAsync_Sql_IsPinned() => AssertSendsAsync(log => new ConversationStore(log, TimeProvider.System).FindEndedAsync([Guid.NewGuid()], Ct), """
        SELECT c.id, r.ended_at, r.ended_by, r.ended_with_account
        FROM unnest(@p0::uuid[]) AS i(id)
        CROSS JOIN LATERAL (SELECT * FROM partner_conversations c WHERE c.id = i.id LIMIT 1) c
        CROSS JOIN LATERAL (SELECT * FROM relationships r WHERE r.id = c.relationship_id LIMIT 1) r
        WHERE NOT c.is_active AND r.ended_at IS NOT NULL

        """);

    [Fact]
    public Task FindSentAsync_Sql_IsPinned() => AssertSendsAsync(log => new MessageStore(log).FindSentAsync(Guid.NewGuid(), PartnerSide.A, Guid.NewGuid(), Ct), """
        SELECT p.id, p.conversation_id, p.seq, p.first_change_seq, p.change_seq, p.sender_id, p.content, p.sent_at, p.delivered_at, p.read_at, p.client_message_id, p.reply_to_id, p.edited_at, p.deleted_at, p.sentiment_label, p.emotions, p.escalation_risk, p.luna_intervened, p.original_content, p.reactions
        FROM partner_messages AS p
        WHERE p.client_message_id = @clientMessageId AND p.conversation_id = @conversationId AND p.sender_id = @sender
        LIMIT 2
        """);

    [Fact]
    public Task GetSentBeforeAsync_NoTimeSql_IsPinned() => AssertSendsAsync(log => new MessageStore(log).GetSentBeforeAsync(Guid.NewGuid(), null, 50, Ct), """
        SELECT p.id, p.conversation_id, p.seq, p.first_change_seq, p.change_seq, p.sender_id, p.content, p.sent_at, p.delivered_at, p.read_at, p.client_message_id, p.reply_to_id, p.edited_at, p.deleted_at, p.sentiment_label, p.emotions, p.escalation_risk, p.luna_intervened, p.original_content, p.reactions
        FROM (
            SELECT * FROM partner_messages m
            WHERE m.conversation_id = @p0 AND num_nulls(m.deleted_at) <> 0
            ORDER BY m.seq DESC
            LIMIT @p1
        ) AS p
        ORDER BY p.seq DESC
        """);

    [Fact]
    public Task GetSentBeforeAsync_Sql_IsPinned() => AssertSendsAsync(log => new MessageStore(log).GetSentBeforeAsync(Guid.NewGuid(), DateTimeOffset.UnixEpoch, 50, Ct), """
        SELECT p.id, p.conversation_id, p.seq, p.first_change_seq, p.change_seq, p.sender_id, p.content, p.sent_at, p.delivered_at, p.read_at, p.client_message_id, p.reply_to_id, p.edited_at, p.deleted_at, p.sentiment_label, p.emotions, p.escalation_risk, p.luna_intervened, p.original_content, p.reactions
        FROM (
            WITH RECURSIVE place AS (
                SELECT c.id, @p0::timestamptz AS at, 0::bigint AS lo, c.last_seq + 1 AS hi FROM partner_conversations c WHERE c.id = @p1
                UNION ALL
                SELECT p.id, p.at, CASE WHEN m.sent_at < p.at THEN m.seq ELSE p.lo END, CASE WHEN m.sent_at < p.at THEN p.hi ELSE m.seq END
                FROM place p
                CROSS JOIN LATERAL (
                    SELECT m.seq, m.sent_at FROM partner_messages m WHERE m.conversation_id = p.id AND m.seq = (p.lo + p.hi) / 2 LIMIT 1) m
                WHERE p.hi - p.lo > 1)
            SELECT m.*
            FROM (SELECT id, at, min(hi) AS hi FROM place GROUP BY id, at) p
            CROSS JOIN LATERAL (
                SELECT * FROM partner_messages m
                WHERE m.conversation_id = p.id AND m.seq < p.hi AND m.sent_at < p.at AND num_nulls(m.deleted_at) <> 0
                ORDER BY m.seq DESC
                LIMIT @p2) m
        ) AS p
        ORDER BY p.seq DESC
        """);

    [Fact]
    public Task GetSentAfterAsync_Sql_IsPinned() => AssertSendsAsync(log => new MessageStore(log).GetSentAfterAsync(Guid.NewGuid(), DateTimeOffset.UnixEpoch, 50, Ct), """
        SELECT p.id, p.conversation_id, p.seq, p.first_change_seq, p.change_seq, p.sender_id, p.content, p.sent_at, p.delivered_at, p.read_at, p.client_message_id, p.reply_to_id, p.edited_at, p.deleted_at, p.sentiment_label, p.emotions, p.escalation_risk, p.luna_intervened, p.original_content, p.reactions
        FROM (
            WITH RECURSIVE place AS (
                SELECT c.id, @p0::timestamptz AS at, 0::bigint AS lo, c.last_seq + 1 AS hi FROM partner_conversations c WHERE c.id = @p1
                UNION ALL
                SELECT p.id, p.at, CASE WHEN m.sent_at > p.at THEN p.lo ELSE m.seq END, CASE WHEN m.sent_at > p.at THEN m.seq ELSE p.hi END
                FROM place p
                CROSS JOIN LATERAL (
                    SELECT m.seq, m.sent_at FROM partner_messages m WHERE m.conversation_id = p.id AND m.seq = (p.lo + p.hi) / 2 LIMIT 1) m
                WHERE p.hi - p.lo > 1)
            SELECT m.*
            FROM (SELECT id, at, max(lo) AS lo FROM place GROUP BY id, at) p
            CROSS JOIN LATERAL (
                SELECT * FROM partner_messages m
                WHERE m.conversation_id = p.id AND m.seq > p.lo AND m.sent_at > p.at AND num_nulls(m.deleted_at) <> 0
                ORDER BY m.seq
                LIMIT @p2) m
        ) AS p
        ORDER BY p.seq
        """);

    private async Task AssertSendsAsync(Func<CommandLog, Task> read, string sql)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var log = new CommandLog(node.Database);

        await read(log);

        Assert.Equal(sql, Assert.Single(log.Commands).Text, ignoreLineEndingDifferences: true);
    }
}
