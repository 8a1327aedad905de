using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>The messages that a view holds: a dense run up to the newest. Events change it; it does not read the store.</summary>
public sealed class MessageWindow(PartnerSide viewer, IEnumerable<MessageRecord> newest, bool hasOlder, long position, long? openedAt = null)
{
    private readonly List<MessageRecord> _messages = [.. newest];

    public IReadOnlyList<MessageRecord> Messages => _messages;

    public bool HasOlder { get; private set; } = hasOlder;

    /// <summary>The newest message when the view was opened. What came later is no part of what was unread.</summary>
    public long OpenedAt { get; } = openedAt ?? newest.LastOrDefault()?.Seq ?? 0;

    public long? FirstSeq => _messages.Count == 0 ? null : _messages[0].Seq;

    public long LastSeq => _messages.Count == 0 ? 0 : _messages[^1].Seq;

    /// <summary>Where the divider stands: placed once, from the read position with which the view was opened.</summary>
    public long? FirstUnread =>
        HasOlder && FirstSeq > position + 1 ? null : _messages.Find(m => m.Seq > position && m.Seq <= OpenedAt && m.SenderId != viewer && !m.IsTakenBack)?.Seq;

    /// <summary>Takes over what happened. False when nothing in view changed.</summary>
    public bool Apply(DurableEvent @event) => @event switch
    {
        MessageSent sent => Put(sent.Message),
        MessageChanged changed => Put(changed.Message),
        ReceiptsChanged receipts => receipts.Receipts.Aggregate(false, (any, r) => Mark(r) | any),
        _ => false,
    };

    /// <summary>Puts an older page in front. A page that does not end where the window begins is not taken.</summary>
    public bool Prepend(MessagePage page)
    {
        if (page.Messages.Count > 0 && page.Messages[^1].Seq + 1 != FirstSeq) return false;
        _messages.InsertRange(0, page.Messages);
        HasOlder = page.HasMore;
        return true;
    }

    private bool Put(MessageRecord message)
    {
        if (_messages.Count == 0 || message.Seq == LastSeq + 1)
        {
            _messages.Add(message);
            return true;
        }

        if (IndexOf(message.Seq) is not { } index || _messages[index].ChangeSeq >= message.ChangeSeq) return false;
        _messages[index] = message;
        return true;
    }

    private bool Mark(Receipt receipt)
    {
        if (IndexOf(receipt.Seq) is not { } index || _messages[index].ChangeSeq >= receipt.Cursor) return false;
        _messages[index] = _messages[index] with { DeliveredAt = receipt.DeliveredAt, ReadAt = receipt.ReadAt, ChangeSeq = receipt.Cursor };
        return true;
    }

    // The run is dense, so a place is an index.
    private int? IndexOf(long seq) => FirstSeq is { } first && seq >= first && seq <= LastSeq ? (int)(seq - first) : null;
}
