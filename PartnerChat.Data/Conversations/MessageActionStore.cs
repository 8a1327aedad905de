using Npgsql;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>Does something to one message, in one round trip and one commit, under its conversation's row lock.</summary>
public sealed class MessageActionStore(ChatDataSources sources)
{
    /// <summary>Does it, or says why not. When it throws, it may have been committed; doing it again is safe, and then changes nothing.</summary>
    /// <exception cref="NpgsqlException">The database refused, is away, or did not answer in time.</exception>
    public async Task<ActionOutcome> ApplyAsync(MessageAction action, CancellationToken ct)
    {
        await using var connection = await sources.Writers.OpenConnectionAsync(ct);
        await using var batch = CreateBatch(connection, action);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var verdict = await reader.ReadAsync(ct) ? reader.GetString(0) : MessageActionSql.Gone;
        await reader.NextResultAsync(ct);
        var message = await reader.ReadAsync(ct) ? MessageRow.ToRecord(reader) : null;
        // The end of the results is the commit.
        await reader.NextResultAsync(ct);
        return verdict switch
        {
            MessageActionSql.Changed => new ActionOutcome(message, true),
            MessageActionSql.Same => new ActionOutcome(message, false),
            MessageActionSql.Theirs => Refused(ActionRefusal.NotTheirs),
            MessageActionSql.Ended => Refused(ActionRefusal.Ended),
            MessageActionSql.Late => Refused(ActionRefusal.TooLate),
            _ => Refused(ActionRefusal.NotThere),
        };
    }

    private static NpgsqlBatch CreateBatch(NpgsqlConnection connection, MessageAction action)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(MessageWriteSql.Lock) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [action.ConversationId] } } });
        batch.BatchCommands.Add(CreateCommand(action));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(MessageActionSql.Read) { Parameters = { Sql.Value(action.MessageId) } });
        return batch;
    }

    private static NpgsqlBatchCommand CreateCommand(MessageAction action) => action switch
    {
        DeleteMessage => Command(MessageActionSql.Delete, action),
        EditMessage edit => Command(MessageActionSql.Edit, action, Sql.Value(edit.Content)),
        PutReaction put => Command(MessageActionSql.React, action, Sql.Value(put.Emoji), Sql.Value(true)),
        RemoveReaction remove => Command(MessageActionSql.React, action, Sql.Value(remove.Emoji), Sql.Value(false)),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    private static NpgsqlBatchCommand Command(string sql, MessageAction action, params ReadOnlySpan<NpgsqlParameter> more)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { Sql.Value(action.MessageId), Sql.Value(action.ConversationId), Sql.Value(action.By.ToName()) } };
        foreach (var parameter in more) command.Parameters.Add(parameter);
        return command;
    }

    private static ActionOutcome Refused(ActionRefusal why) => new(null, false, why);
}
