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
    public async Task FindMembershipAsync_Sql_IsPinned()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var log = new CommandLog(node.Database);

        await new ConversationStore(log, null!, TimeProvider.System).FindMembershipAsync(couple.A, Ct);

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
    public Task FindEndedAsync_Sql_IsPinned() => AssertSendsAsync(log => new ConversationStore(log, null!, TimeProvider.System).FindEndedAsync([Guid.NewGuid()], Ct), """
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

    private async Task AssertSendsAsync(Func<CommandLog, Task> read, string sql)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var log = new CommandLog(node.Database);

        await read(log);

        Assert.Equal(sql, Assert.Single(log.Commands).Text, ignoreLineEndingDifferences: true);
    }
}
