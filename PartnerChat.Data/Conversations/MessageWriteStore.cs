using Npgsql;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>
/// Writes messages and receipts of many conversations in one round trip and one commit, and keeps their order and counters:
/// <c>seq</c> and <c>change_seq</c> dense, <c>sent_at</c> strictly rising, under each conversation's row lock.
/// </summary>
public sealed class MessageWriteStore(ChatDataSources sources, MessageStore messages)
{
    private const int Made = 0;
    private const int Marked = 1;
    private const int Repeated = 2;
    private const int Unfinished = 3;

    /// <summary>Stores a batch. When it throws, nothing may be said of the batch: it can have been committed. Sending it again is safe.</summary>
    /// <param name="batch">At most one receipt range a conversation and sender.</param>
    /// <exception cref="NpgsqlException">The database refused, is away, or did not answer in time.</exception>
    public async Task<BatchOutcome> WriteAsync(MessageBatch batch, CancellationToken ct)
    {
        var outcomes = new MessageOutcome?[batch.Messages.Count];
        var receipts = new List<Receipt>();
        var unfinished = new List<ReceiptRange>();
        var repeats = new Dictionary<int, Guid>();
        var lost = new HashSet<int>();

        await using (var connection = await sources.Writers.OpenConnectionAsync(ct))
        {
            await using var command = CreateBatch(connection, batch);
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var ord = (int)reader.GetInt64(1) - 1;
                switch (reader.GetInt32(0))
                {
                    case Made: outcomes[ord] = new MessageOutcome(ReadMade(reader, batch.Messages[ord]), true); break;
                    case Marked: receipts.Add(ReadReceipt(reader)); break;
                    case Repeated: repeats[ord] = reader.GetGuid(2); break;
                    case Unfinished: unfinished.Add(ReadUnfinished(reader, batch.Receipts[ord])); break;
                    default: lost.Add(ord); break;
                }
            }
        }

        await FillRepeatsAsync(batch, outcomes, repeats, lost, ct);
        receipts.Sort((x, y) => x.Cursor.CompareTo(y.Cursor));
        return new BatchOutcome(outcomes!, receipts, unfinished);
    }

    private static NpgsqlBatch CreateBatch(NpgsqlConnection connection, MessageBatch batch)
    {
        var conversations = batch.Messages.Select(m => m.ConversationId).Concat(batch.Receipts.Select(r => r.ConversationId)).Distinct().ToArray();
        var command = new NpgsqlBatch(connection);
        command.BatchCommands.Add(new NpgsqlBatchCommand(MessageWriteSql.Lock) { Parameters = { Column(conversations, id => id) } });
        command.BatchCommands.Add(new NpgsqlBatchCommand(MessageWriteSql.Write)
        {
            Parameters =
            {
                Column(batch.Messages, m => m.Id),
                Column(batch.Messages, m => m.ConversationId),
                Column(batch.Messages, m => m.SenderId.ToName()),
                Column(batch.Messages, m => m.ClientMessageId),
                Column(batch.Messages, m => m.Content),
                Column(batch.Messages, m => m.ReplyToId),
                Column(batch.Receipts, r => r.ConversationId),
                Column(batch.Receipts, r => r.SenderId.ToName()),
                Column(batch.Receipts, r => r.DeliveredFrom),
                Column(batch.Receipts, r => r.DeliveredTo),
                Column(batch.Receipts, r => r.ReadTo),
                Column(batch.Receipts, r => r.Position),
                new NpgsqlParameter<long> { TypedValue = MessageWriteSql.MaxReceipts },
            },
        });
        return command;
    }

    private static NpgsqlParameter<TColumn[]> Column<TRow, TColumn>(IReadOnlyCollection<TRow> rows, Func<TRow, TColumn> column) =>
        new() { TypedValue = [.. rows.Select(column)] };

    private static MessageRecord ReadMade(NpgsqlDataReader reader, NewMessage message)
    {
        var cursor = reader.GetInt64(6);
        return new MessageRecord(
            message.Id, message.ConversationId, reader.GetInt64(5), cursor, cursor, message.SenderId, message.Content,
            reader.GetFieldValue<DateTimeOffset>(7), ClientMessageId: message.ClientMessageId, ReplyToId: message.ReplyToId);
    }

    private static Receipt ReadReceipt(NpgsqlDataReader reader) => new(
        reader.GetGuid(3), reader.GetGuid(2), reader.GetInt64(5), reader.GetInt64(6), PartnerSides.Parse(reader.GetString(4)),
        reader.GetFieldValue<DateTimeOffset>(8), reader.GetBoolean(9) ? reader.GetFieldValue<DateTimeOffset>(7) : null);

    // Where it goes on, and no further than the end that it was given at.
    private static ReceiptRange ReadUnfinished(NpgsqlDataReader reader, ReceiptRange range)
    {
        var (deliveredTo, lastSeq) = (reader.GetInt64(5), reader.GetInt64(6));
        return range with
        {
            DeliveredFrom = deliveredTo,
            DeliveredTo = Math.Min(range.DeliveredTo, lastSeq),
            ReadTo = Math.Min(range.ReadTo, lastSeq),
            Position = Math.Min(range.Position, lastSeq),
        };
    }

    private async Task FillRepeatsAsync(
        MessageBatch batch, MessageOutcome?[] outcomes, Dictionary<int, Guid> repeats, HashSet<int> lost, CancellationToken ct)
    {
        var stored = repeats.Count == 0
            ? []
            : (await messages.GetByIdsAsync([.. repeats.Values], ct)).ToDictionary(m => m.Id);
        foreach (var (ord, id) in repeats)
            outcomes[ord] = stored.TryGetValue(id, out var repeat) ? new MessageOutcome(repeat, false) : MessageOutcome.Refused(MessageRefusal.Ended);

        // What is left repeats an earlier one of this batch, or was refused.
        var first = new Dictionary<(Guid, PartnerSide, Guid), MessageRecord>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            var message = batch.Messages[i];
            var key = (message.ConversationId, message.SenderId, message.ClientMessageId ?? message.Id);
            if (outcomes[i]?.Message is { } made) first.TryAdd(key, made);
            else if (first.TryGetValue(key, out var repeat)) outcomes[i] = new MessageOutcome(repeat, false);
            else outcomes[i] = MessageOutcome.Refused(lost.Contains(i) ? MessageRefusal.NoSuchReply : MessageRefusal.Ended);
        }
    }
}
