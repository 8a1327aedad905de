using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A conversation as a reader has it who applies every change in the order of coming. It refuses a gap, a repeat, a step back.</summary>
internal sealed class Replica
{
    private readonly SortedDictionary<long, MessageRecord> _messages = [];

    public long Cursor { get; private set; }

    /// <summary>In the order of history.</summary>
    public IReadOnlyList<MessageRecord> Messages => [.. _messages.Values];

    public void Apply(ChangePage page)
    {
        foreach (var change in page.Changes) Apply(change.Cursor, change.IsNew, change.Message);
    }

    public void Apply(DurableEvent @event)
    {
        switch (@event)
        {
            case MessageSent sent: Apply(sent.Cursor, true, sent.Message); break;
            case MessageChanged changed: Apply(changed.Cursor, false, changed.Message); break;
            case ReceiptsChanged receipts: foreach (var receipt in receipts.Receipts) Apply(receipt); break;
            default: Assert.Fail($"Nobody knows {@event}."); break;
        }
    }

    private void Apply(Receipt receipt)
    {
        Assert.True(_messages.TryGetValue(receipt.Seq, out var message), $"A receipt for {receipt.Seq}, which was not told.");
        Apply(receipt.Cursor, false, message with
        {
            DeliveredAt = receipt.DeliveredAt,
            ReadAt = receipt.ReadAt ?? message.ReadAt,
            ChangeSeq = receipt.Cursor,
        });
    }

    private void Apply(long cursor, bool isNew, MessageRecord message)
    {
        Assert.True(cursor > Cursor, $"{cursor} came after {Cursor}.");
        Cursor = cursor;
        if (isNew) Assert.Equal(_messages.Count + 1, message.Seq);
        else Assert.True(_messages.ContainsKey(message.Seq), $"A change of {message.Seq}, which was not told.");
        // A new one was read as it is now: a receipt from before that reading may still come.
        if (!_messages.TryGetValue(message.Seq, out var known) || message.ChangeSeq >= known.ChangeSeq) _messages[message.Seq] = message;
    }
}
