using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>What of the partner's messages was unread at some moment: what a view opens with and is resumed with.</summary>
/// <param name="ReadTo">The viewer has read everything up to that seq.</param>
/// <param name="Latest">The seq of the newest message then.</param>
/// <param name="Count">How many of the partner's are after the one, up to the other.</param>
/// <param name="Divider">The first that was unread when the view was opened; null when there was none.</param>
public sealed record UnreadMark(long ReadTo, long Latest, int Count, long? Divider)
{
    /// <summary>The mark where all that is unread is among these messages.</summary>
    public static UnreadMark Among(IReadOnlyList<MessageRecord> messages, PartnerSide viewer, long readTo)
    {
        var unread = messages.Where(m => m.Seq > readTo && m.SenderId != viewer && m.DeletedAt is null).Select(m => m.Seq).ToList();
        return new UnreadMark(readTo, messages.Count == 0 ? 0 : messages[^1].Seq, unread.Count, unread.Count == 0 ? null : unread[0]);
    }
}

/// <summary>A range of places in which the partner's messages have to be counted by the store.</summary>
/// <param name="Arrived">What had arrived when that was found.</param>
public sealed record UncountedRange(long After, long UpTo, int Arrived);

/// <summary>
/// What is unread, wherever the window stands. Who sent which place never changes, so a count of places stays true however late it comes. What is deleted is not new.
/// </summary>
public sealed class UnreadMessages(PartnerSide viewer, UnreadMark mark)
{
    private readonly HashSet<long> _gone = [];
    private readonly long _openedAt = mark.Latest;
    private bool _isCounted = true;

    /// <summary>The viewer has read everything up to that seq, here or elsewhere.</summary>
    public long ReadTo { get; private set; } = mark.ReadTo;

    /// <summary>The newest message that this view was told of.</summary>
    public long Latest { get; private set; } = mark.Latest;

    public int Count { get; private set; } = mark.Count;

    /// <summary>How many of the partner's messages came since the view is live.</summary>
    public int Arrived { get; private set; }

    /// <summary>Where the divider stands: placed once, when the view is opened.</summary>
    public long? Divider { get; private set; } = mark.Divider;

    /// <summary>Set when the count has to be asked for: somebody read on, beyond what the window holds.</summary>
    public UncountedRange? Uncounted => _isCounted ? null : new UncountedRange(ReadTo, Latest, Arrived);

    public UnreadMark Mark => new(ReadTo, Latest, Count, Divider);

    /// <summary>Takes over what happened; the window has done so before. False when nothing changed.</summary>
    public bool Apply(DurableEvent @event, MessageWindow window) => @event switch
    {
        MessageSent { Message: var message } => Arrive(message) | ReadIn(message, window),
        MessageChanged { Message: var message } => Go(message, window) | ReadIn(message, window),
        ReceiptsChanged { Receipts: var receipts } => receipts.Where(r => r.SenderId != viewer && r.ReadAt is not null).Max(r => (long?)r.Seq) is { } seq && Read(seq, window),
        _ => false,
    };

    /// <summary>The viewer has read everything up to that place. False when that is nothing new.</summary>
    public bool Read(long upTo, MessageWindow window)
    {
        if (upTo <= ReadTo) return false;
        if (upTo >= Latest) (Count, _isCounted) = (0, true);
        else if (window.FirstSeq <= ReadTo + 1 && window.LastSeq >= upTo) Count -= window.Messages.Count(m => m.SenderId != viewer && m.DeletedAt is null && m.Seq > ReadTo && m.Seq <= upTo);
        else if (Count > 0) _isCounted = false;
        ReadTo = upTo;
        return true;
    }

    /// <summary>The store has counted.</summary>
    public void Take(UncountedRange range, int count)
    {
        // Read further meanwhile: it is asked again.
        if (_isCounted || range.After != ReadTo) return;
        (Count, _isCounted) = (count + Arrived - range.Arrived, true);
    }

    private bool Arrive(MessageRecord message)
    {
        if (message.Seq <= Latest) return false;
        Latest = message.Seq;
        if (message.SenderId == viewer || message.DeletedAt is not null) return true;
        Arrived++;
        if (message.Seq > ReadTo) Count++;
        return true;
    }

    // A deleted one is not new any more. Where the divider's was taken back, it stands before the next.
    private bool Go(MessageRecord message, MessageWindow window)
    {
        if (message.SenderId == viewer || message.DeletedAt is null || message.Seq <= ReadTo || !_gone.Add(message.Seq)) return false;
        Count = Math.Max(0, Count - 1);
        if (message.IsTakenBack && message.Seq == Divider)
            Divider = window.Messages.FirstOrDefault(m => m.Seq > message.Seq && m.Seq <= _openedAt && m.SenderId != viewer && !m.IsTakenBack)?.Seq;
        return true;
    }

    private bool ReadIn(MessageRecord message, MessageWindow window) => message.SenderId != viewer && message.ReadAt is not null && Read(message.Seq, window);
}
