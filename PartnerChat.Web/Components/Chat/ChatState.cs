using System.Globalization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>How near the partner is, as coarsely as it is told.</summary>
public enum PartnerPresence
{
    HereNow,
    HereRecently,
}

/// <summary>Everything that the chat page shows, in one place. Events change it; the page renders it.</summary>
public sealed class ChatState
{
    private static readonly TimeSpan Recently = TimeSpan.FromHours(24);

    private readonly ChatSnapshot _opening;
    private readonly Timeline _timeline;
    private readonly NoticeList _notices = new();
    private long? _place;
    private int _landings;

    public ChatState(ChatSnapshot opening, ViewerClock clock)
    {
        // The messages are the window's from here on.
        _opening = opening with { Messages = [], Marks = null, Facts = null };
        _timeline = new Timeline(opening.Side);
        PartnerName = opening.PartnerName;
        Cursor = opening.Cursor;
        Clock = clock;
        var messages = opening.Messages.Select(m => m.ToRecord(opening.ConversationId)).ToList();
        Name = opening.Name;
        Facts = opening.Facts?.Shared ?? new ConversationFacts(0, true, true, true, "", null);
        _notices.Add(opening.Facts?.Notices ?? []);
        Unread = new UnreadMessages(opening.Side, opening.Unread);
        Window = new MessageWindow(messages, opening.HasOlder, opening.Unread.Latest);
        Marks = new ShownMarks(messages, opening.Marks ?? new PageMarks([], []));
        _place = opening.Place;
        Arrange();
    }

    public Guid ConversationId => _opening.ConversationId;

    public PartnerSide Side => _opening.Side;

    public string Name { get; private set; }

    public DateTimeOffset Since => _opening.Since;

    /// <summary>Null until the partner has joined.</summary>
    public string? PartnerName { get; private set; }

    /// <summary>What the page is called.</summary>
    public string Title => PartnerName is null ? "PartnerChat" : $"{PartnerName} · PartnerChat";

    /// <summary>The last durable change that is shown.</summary>
    public long Cursor { get; private set; }

    /// <summary>How far the viewer has read. Where receipts are off, no message says it.</summary>
    public long ReadTo => Unread.ReadTo;

    /// <summary>How it ended; null while it lasts.</summary>
    public ConversationEnd? End { get; private set; }

    /// <summary>What the two let each other see.</summary>
    public ConversationFacts Facts { get; private set; }

    public ViewerClock Clock { get; private set; }

    public MessageWindow Window { get; }

    public UnreadMessages Unread { get; }

    /// <summary>To which place the window went last, and how often it went: "2:17", "3:end"; null before the first time.</summary>
    public string? Landing { get; private set; }

    /// <summary>What is shown beside the messages.</summary>
    public ShownMarks Marks { get; }

    public IReadOnlyList<TimelineDay> Days { get; private set; } = [];

    public bool IsPartnerOnline { get; private set; }

    public bool IsPartnerTyping { get; private set; }

    public DateTimeOffset? PartnerLastSeenAt { get; private set; }

    /// <summary>Whether the partner is here now, was here recently, or neither (null).</summary>
    public PartnerPresence? PresenceAt(DateTimeOffset now) =>
        IsPartnerOnline ? PartnerPresence.HereNow : PartnerLastSeenAt is { } at && now - at < Recently ? PartnerPresence.HereRecently : null;

    /// <summary>Whether a message of the partner's after that place may not be delivered yet, as far as the window knows.</summary>
    public bool MayBeUndelivered(long after) =>
        Window.HasNewer || Window.FirstSeq > after + 1 || Window.Messages.Any(m => m.Seq > after && m.SenderId != Side && m.DeliveredAt is null);

    /// <summary>Takes over what happened. False when nothing that is shown changed.</summary>
    public bool Apply(ConversationEvent @event)
    {
        switch (@event)
        {
            case DurableEvent durable:
                Cursor = durable.Cursor;
                var stopped = durable is MessageSent { Message.SenderId: var sender } && sender != Side && IsPartnerTyping;
                if (stopped) IsPartnerTyping = false;
                return (Window.Apply(durable) && !IsArrivalHere(durable)) | Unread.Apply(durable, Window) | Mark(durable) || stopped;
            case TypingChanged typing when typing.Partner != Side && typing.IsTyping != IsPartnerTyping:
                IsPartnerTyping = typing.IsTyping;
                return true;
            case PresenceChanged presence when presence.Partner != Side:
                (IsPartnerOnline, PartnerLastSeenAt) = (presence.IsOnline, presence.LastSeenAt);
                IsPartnerTyping &= presence.IsOnline;
                return true;
            case PositionMoved moved:
                return Unread.Read(moved.Position, Window);
            case StarChanged star:
                return Marks.SetStar(star.MessageId, star.IsStarred);
            case FactsChanged news when news.Facts.Seq > Facts.Seq:
                Facts = news.Facts;
                Name = news.Facts.NameOf(Side) ?? Name;
                PartnerName = news.Facts.NameOf(Side.Other()) ?? PartnerName;
                _notices.Add(news.Notices);
                return true;
            case ConversationEnded { End: var end } when End is null:
                Close(end);
                return true;
            case PartnerJoined joined when PartnerName is null:
                PartnerName = joined.DisplayName;
                return true;
            default:
                return false;
        }
    }

    /// <summary>It has ended: nobody writes any more, and nobody is there.</summary>
    public void Close(ConversationEnd end)
    {
        End = end;
        (IsPartnerOnline, IsPartnerTyping) = (false, false);
        // After what was said last, whatever the clocks say.
        var at = Window.Messages is [.., var last] && last.SentAt >= end.At ? last.SentAt.AddMicroseconds(1) : end.At;
        _notices.End(new NoticeRecord(ConversationId, 0, Notice.Ended, at, end.By, WithAccount: end.WithAccount));
        Arrange();
    }

    /// <summary>What a message is now, known before it is told. False when it was known already.</summary>
    public bool Show(MessageRecord message)
    {
        var change = new MessageChanged(message, message.ChangeSeq - 1, message.ChangeSeq);
        if (!Window.Apply(change)) return false;
        Unread.Apply(change, Window);
        Marks.Change(message);
        return true;
    }

    /// <summary>The viewer turned out to be in another zone.</summary>
    public void Use(ViewerClock clock)
    {
        Clock = clock;
        Arrange();
    }

    /// <summary>A page of history was put in: its notices stand among it.</summary>
    public void Take(IReadOnlyList<NoticeRecord> notices) => _notices.Add(notices);

    /// <summary>Puts the messages into days and groups anew; rows that did not change keep their reference.</summary>
    public void Arrange()
    {
        var shown = Facts.ShowsRead ? Window.Messages : [.. Window.Messages.Select(m => m.WithoutRead())];
        Days = _timeline.Arrange(shown, Unread.Divider, Clock, Window.HasNewer, Marks, _notices.Among(Window));
    }

    /// <summary>The reader looks at that place; null at the end.</summary>
    public void Stand(long? place)
    {
        _place = place;
        Marks.KeepOnly(Window.Messages);
        Arrange();
    }

    /// <summary>The window has gone to that place; null for the end.</summary>
    public void Land(long? place)
    {
        Landing = string.Create(CultureInfo.InvariantCulture, $"{++_landings}:{place?.ToString(CultureInfo.InvariantCulture) ?? "end"}");
        Stand(place);
    }

    /// <summary>What the next circuit goes on from: the messages around the place where the reader stands, as they are now.</summary>
    public ChatSnapshot ToSnapshot(string? zone)
    {
        var facts = new SnapshotFacts(Facts, _notices.From(FirstIn(Window.Messages, Window.HasOlder))).Fit();
        var nearest = ChatSnapshot.Fit(Window.Messages, _place, Marks.Of(Window.Messages), facts);
        var hasOlder = Window.HasOlder || (nearest.Count > 0 && nearest[0].Seq > Window.FirstSeq);
        return _opening with
        {
            PartnerName = PartnerName,
            Name = Name,
            Cursor = Cursor,
            Unread = Unread.Mark with { Latest = Window.Latest },
            HasOlder = hasOlder,
            Zone = zone,
            Messages = [.. nearest.Select(SnapshotMessage.From)],
            Place = _place,
            Marks = Marks.Of(nearest),
            Facts = facts.From(FirstIn(nearest, hasOlder)),
        };
    }

    // Where nothing is above, notices may be.
    private static DateTimeOffset? FirstIn(IReadOnlyList<MessageRecord> messages, bool hasOlder) => hasOlder && messages.Count > 0 ? messages[0].SentAt : null;

    // That the partner's messages have come is nothing new to whoever sees them.
    private bool IsArrivalHere(DurableEvent durable) => durable is ReceiptsChanged { Receipts: var receipts } && receipts.All(r => r.SenderId != Side && r.ReadAt is null);

    // A message that is changed may be one that another in view answers.
    private bool Mark(DurableEvent durable)
    {
        switch (durable)
        {
            case MessageSent { Message: var made }:
                Marks.Come(made, id => Window.Messages.FirstOrDefault(m => m.Id == id));
                return false;
            case MessageChanged { Message: var changed }:
                Marks.Change(changed);
                return Window.Messages.Any(m => m.ReplyToId == changed.Id);
            default:
                return false;
        }
    }
}
