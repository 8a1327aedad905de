using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Exporting;

/// <summary>
/// Reads a conversation from its first message to its last, a page at a time: no connection is held between two pages. A page is one picture of the database, the
/// whole is not. It checks no access but in <see cref="FindConversationsAsync"/>; its callers have.
/// </summary>
public sealed class ExportStore(ChatDataSources sources, IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>Counting reads all of a conversation once.</summary>
    private static readonly TimeSpan CountTimeout = TimeSpan.FromMinutes(1);

    private static readonly DateTime Beginning = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    /// <summary>The user's conversations, the one that goes on first, then those that ended at most <see cref="ConversationStore.ReadableAfterEnd"/> ago, the last to end first.</summary>
    public async Task<IReadOnlyList<ExportableConversation>> FindConversationsAsync(Guid userId, CancellationToken ct)
    {
        var oldest = time.GetUtcNow() - ConversationStore.ReadableAfterEnd;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
            from me in db.RelationshipMembers.Where(m => m.UserId == userId && (m.LeftAt == null || m.LeftAt > oldest))
            join relationship in db.Relationships on me.RelationshipId equals relationship.Id
            join conversation in db.Conversations on me.RelationshipId equals conversation.RelationshipId
            from partner in db.RelationshipMembers.Where(p => p.RelationshipId == me.RelationshipId && p.Side != me.Side).DefaultIfEmpty()
            orderby me.LeftAt == null descending, me.LeftAt descending
            select new ExportableConversation(conversation.Id, me.DisplayName, partner!.DisplayName, relationship.CreatedAt, relationship.EndedAt, conversation.MessageCount))
            .ToListAsync(ct);
    }

    /// <summary>What there is to export; null if there is no such conversation.</summary>
    public async Task<ExportScope?> FindScopeAsync(Guid conversationId, CancellationToken ct)
    {
        await using var command = sources.Readers.CreateCommand(ExportSql.Scope);
        command.Parameters.Add(Value(conversationId));
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        return new ExportScope(Time(row, 0), Time(row, 1), row.IsDBNull(2) ? null : PartnerSides.Parse(row.GetString(2)));
    }

    /// <summary>How many messages up to that place are not deleted, from each of these times on to the next; those without any are left out.</summary>
    /// <param name="upTo">A seq, inclusive.</param>
    /// <param name="from">Rising, one at least. What was sent before the first counts as sent after it.</param>
    public async Task<IReadOnlyList<ExportCount>> CountAsync(Guid conversationId, long upTo, IReadOnlyList<DateTimeOffset> from, CancellationToken ct)
    {
        await using var command = sources.Readers.CreateCommand(ExportSql.Counts);
        command.CommandTimeout = (int)CountTimeout.TotalSeconds;
        command.Parameters.AddRange(new[] { Value(conversationId), Value(upTo), (NpgsqlParameter)Value(from.Select(t => t.UtcDateTime).ToArray()) });
        await using var row = await command.ExecuteReaderAsync(ct);
        var counts = new List<ExportCount>();
        while (await row.ReadAsync(ct)) counts.Add(new ExportCount(row.GetInt32(0), row.GetInt32(1)));
        return counts;
    }

    /// <summary>The messages of a run of places, with all that stands on them and among them.</summary>
    /// <param name="after">A seq, exclusive.</param>
    /// <param name="upTo">A seq, inclusive.</param>
    public async Task<ExportPage> GetPageAsync(Guid conversationId, PartnerSide viewer, long after, long upTo, CancellationToken ct)
    {
        await using var connection = await sources.Readers.OpenConnectionAsync(ct);
        // A text and what it said before belong together, whatever is edited meanwhile.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Over(ExportSql.Edits), Over(ExportSql.Quotes, Value(QuotedMessage.MaxLength)), Over(ExportSql.Stars, Value(viewer.ToName())), Over(ExportSql.Notices), Over(ExportSql.Messages),
            },
        };
        await using var row = await batch.ExecuteReaderAsync(ct);
        var edits = new Dictionary<Guid, List<EarlierText>>();
        while (await row.ReadAsync(ct))
        {
            if (!edits.TryGetValue(row.GetGuid(0), out var earlier)) edits[row.GetGuid(0)] = earlier = [];
            earlier.Add(new EarlierText(row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        }

        await row.NextResultAsync(ct);
        var quotes = new Dictionary<Guid, ExportQuote>();
        while (await row.ReadAsync(ct)) quotes[row.GetGuid(0)] = new ExportQuote(row.GetInt64(1), PartnerSides.Parse(row.GetString(2)), row.GetString(3), row.GetBoolean(4));
        await row.NextResultAsync(ct);
        var stars = new HashSet<Guid>();
        while (await row.ReadAsync(ct)) stars.Add(row.GetGuid(0));
        await row.NextResultAsync(ct);
        var notices = await ReadNoticesAsync(row, ct);
        await row.NextResultAsync(ct);
        var messages = new List<ExportedMessage>((int)(upTo - after));
        while (await row.ReadAsync(ct))
        {
            if (MessageRow.ToRecord(row) is { DeletedAt: null } message)
                messages.Add(new ExportedMessage(message, edits.GetValueOrDefault(message.Id) ?? (IReadOnlyList<EarlierText>)[], quotes.GetValueOrDefault(message.Id), stars.Contains(message.Id)));
        }

        return new ExportPage(messages, notices);

        NpgsqlBatchCommand Over(string sql, params ReadOnlySpan<NpgsqlParameter> more)
        {
            var command = new NpgsqlBatchCommand(sql) { Parameters = { Value(conversationId), Value(after), Value(upTo) } };
            foreach (var value in more) command.Parameters.Add(value);
            return command;
        }
    }

    /// <summary>The notices of a conversation after one of them (null for the first on), oldest first.</summary>
    public async Task<IReadOnlyList<NoticeRecord>> GetNoticesAsync(Guid conversationId, NoticeRecord? after, int limit, CancellationToken ct)
    {
        await using var command = sources.Readers.CreateCommand(ExportSql.NoticesAfter);
        command.Parameters.AddRange(new[] { Value(conversationId), Value(after?.At.UtcDateTime ?? Beginning), Value(after?.Id ?? Guid.Empty), (NpgsqlParameter)Value(limit) });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await ReadNoticesAsync(row, ct);
    }

    private static async Task<List<NoticeRecord>> ReadNoticesAsync(NpgsqlDataReader row, CancellationToken ct)
    {
        var notices = new List<NoticeRecord>();
        while (await row.ReadAsync(ct))
        {
            notices.Add(NoticeRecord.From(new Notice
            {
                Id = row.GetGuid(0),
                ConversationId = row.GetGuid(1),
                Kind = row.GetString(2),
                At = row.GetFieldValue<DateTimeOffset>(3),
                Details = row.GetString(4),
                FactSeq = row.GetInt64(5),
            }));
        }

        return notices;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
