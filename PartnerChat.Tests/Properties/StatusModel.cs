using Npgsql;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Tests.Properties;

/// <summary>One thing that a partner does.</summary>
/// <param name="From">A place in the conversation, for a range: exclusive. It may lie beyond the end.</param>
/// <param name="To">A place: inclusive for a range, the one for a single mark.</param>
internal sealed record Step(StepKind Kind, PartnerSide By, int From, int To);

internal enum StepKind
{
    Say,
    DeliveredRange,
    ReadUpTo,
    DeliveredOne,
    ReadOne,
}

/// <summary>What the status rule says of messages by their place, from 1.</summary>
internal sealed class StatusModel
{
    private readonly List<(PartnerSide Sender, bool IsDelivered, bool IsRead)> _messages = [];

    public int Count => _messages.Count;

    public IEnumerable<(PartnerSide Sender, bool IsDelivered, bool IsRead)> Messages => _messages;

    public PartnerSide SenderOf(int place) => _messages[place - 1].Sender;

    public void Apply(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Say: _messages.Add((step.By, false, false)); break;
            case StepKind.DeliveredRange: Mark(step.By, step.From + 1, step.To, isRead: false); break;
            case StepKind.DeliveredOne: Mark(step.By, step.To, step.To, isRead: false); break;
            case StepKind.ReadUpTo: Mark(step.By, 1, step.To, isRead: true); break;
            // Who marks their own is refused, with all that is older.
            case StepKind.ReadOne when SenderOf(step.To) != step.By: Mark(step.By, 1, step.To, isRead: true); break;
            default: break;
        }
    }

    private void Mark(PartnerSide by, int first, int last, bool isRead)
    {
        for (var i = Math.Max(first, 1); i <= Math.Min(last, Count); i++)
        {
            var (sender, _, wasRead) = _messages[i - 1];
            if (sender != by) _messages[i - 1] = (sender, true, wasRead || isRead);
        }
    }
}

/// <summary>The receipts of a message as they are stored.</summary>
internal sealed record StoredStatus(PartnerSide Sender, DateTimeOffset? DeliveredAt, DateTimeOffset? ReadAt)
{
    /// <summary>By place.</summary>
    public static async Task<IReadOnlyList<StoredStatus>> ReadAsync(NpgsqlDataSource database, Guid conversationId, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT sender_id, delivered_at, read_at FROM partner_messages WHERE conversation_id = $1 ORDER BY seq");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = conversationId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var stored = new List<StoredStatus>();
        while (await reader.ReadAsync(ct)) stored.Add(new StoredStatus(PartnerSides.Parse(reader.GetString(0)), TimeIn(1), TimeIn(2)));
        return stored;

        DateTimeOffset? TimeIn(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    /// <summary>Whether this is what became of an earlier status: nothing goes back, and no time moves.</summary>
    public bool Follows(StoredStatus earlier) =>
        Sender == earlier.Sender && (earlier.DeliveredAt is null || earlier.DeliveredAt == DeliveredAt) && (earlier.ReadAt is null || earlier.ReadAt == ReadAt);
}
