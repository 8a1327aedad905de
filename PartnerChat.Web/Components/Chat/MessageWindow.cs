using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>
/// The messages that a view holds: a dense run anywhere in the conversation, of bounded length. Events change it and pages move it; it does
/// not read the store.
/// </summary>
/// <param name="latest">The seq of the conversation's newest message, as far as is known.</param>
public sealed class MessageWindow(IEnumerable<MessageRecord> messages, bool hasOlder, long latest)
{
    /// <summary>How many messages it comes back to when it moves.</summary>
    public const int Size = 200;

    /// <summary>How many it holds at the very most: on a huge screen, under a long selection, or while one reads above and much arrives.</summary>
    public const int MostMessages = 400;

    private readonly List<MessageRecord> _messages = [.. messages];
    private readonly List<DurableEvent> _meanwhile = [];
    private int _loads;

    public IReadOnlyList<MessageRecord> Messages => _messages;

    public bool HasOlder { get; private set; } = hasOlder;

    /// <summary>Whether the conversation goes on below: then what arrives is not put in.</summary>
    public bool HasNewer => LastSeq < Latest;

    public long Latest { get; private set; } = latest;

    public long? FirstSeq => _messages.Count == 0 ? null : _messages[0].Seq;

    public long LastSeq => _messages.Count == 0 ? 0 : _messages[^1].Seq;

    /// <summary>Whether a place is in it.</summary>
    public bool Holds(long seq) => IndexOf(seq) is not null;

    /// <summary>Takes over what happened. False when nothing in it changed.</summary>
    public bool Apply(DurableEvent @event)
    {
        if (_loads > 0) _meanwhile.Add(@event);
        return Take(@event);
    }

    /// <summary>A page is on its way. What happens until it is there is kept: the page may have been read before that.</summary>
    public void StartLoading() => _loads++;

    /// <summary>The page came, or did not.</summary>
    public void EndLoading()
    {
        if (--_loads == 0) _meanwhile.Clear();
    }

    /// <summary>Puts an older page in front, and lets go of what is too much at the other end. A page that does not end where it begins is not taken.</summary>
    /// <param name="keepTo">The last place that is needed.</param>
    public bool Prepend(MessagePage page, long keepTo)
    {
        if (page.Messages.Count > 0 && page.Messages[^1].Seq + 1 != FirstSeq) return false;
        _messages.InsertRange(0, page.Messages);
        HasOlder = page.HasMore;
        CatchUp();
        var count = Keep(keepTo - (FirstSeq ?? 0) + 1);
        _messages.RemoveRange(count, _messages.Count - count);
        return true;
    }

    /// <summary>The same with a newer page at the end.</summary>
    /// <param name="keepFrom">The first place that is needed.</param>
    public bool Append(MessagePage page, long keepFrom)
    {
        if (page.Messages.Count > 0 && page.Messages[0].Seq != LastSeq + 1) return false;
        _messages.AddRange(page.Messages);
        Latest = Math.Max(Latest, LastSeq);
        CatchUp();
        LetGoBefore(keepFrom);
        return true;
    }

    /// <summary>Goes to another part of the conversation.</summary>
    public void Replace(HistoryStretch stretch)
    {
        _messages.Clear();
        _messages.AddRange(stretch.Messages);
        HasOlder = stretch.HasOlder;
        Latest = Math.Max(Latest, LastSeq);
        CatchUp();
    }

    /// <summary>Lets go of the oldest that are too much, as the end moves on. False when none are.</summary>
    public bool LetGoBefore(long keepFrom)
    {
        var gone = _messages.Count - Keep(LastSeq - keepFrom + 1);
        _messages.RemoveRange(0, gone);
        HasOlder |= gone > 0;
        return gone > 0;
    }

    private int Keep(long needed) => (int)Math.Min(_messages.Count, Math.Clamp(needed, Size, MostMessages));

    private void CatchUp()
    {
        foreach (var @event in _meanwhile) Take(@event);
    }

    private bool Take(DurableEvent @event) => @event switch
    {
        MessageSent sent => Put(sent.Message),
        MessageChanged changed => Put(changed.Message),
        ReceiptsChanged receipts => receipts.Receipts.Aggregate(false, (any, r) => Mark(r) | any),
        _ => false,
    };

    private bool Put(MessageRecord message)
    {
        Latest = Math.Max(Latest, message.Seq);
        if (_messages.Count == 0 || (message.Seq == LastSeq + 1 && _messages.Count < MostMessages))
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
