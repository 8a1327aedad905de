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

    public ChatState(ChatSnapshot opening, ViewerClock clock)
    {
        _opening = opening;
        _timeline = new Timeline(opening.Side);
        PartnerName = opening.PartnerName;
        Cursor = opening.Cursor;
        Clock = clock;
        var messages = opening.Messages.Select(m => m.ToRecord(opening.ConversationId)).ToList();
        Name = opening.Name;
        ReadTo = Math.Max(opening.Position, opening.ReadTo);
        Facts = opening.Facts?.Shared ?? new ConversationFacts(0, true, true, true, "", null);
        _notices.Add(opening.Facts?.Notices ?? []);
        Window = new MessageWindow(opening.Side, messages, opening.HasOlder, opening.Position, opening.OpenedAt);
        Marks = new ShownMarks(messages, opening.Marks ?? new PageMarks([], []));
        Arrange();
    }

    public Guid ConversationId => _opening.ConversationId;

    public PartnerSide Side => _opening.Side;

    public string Name { get; private set; }

    public DateTimeOffset Since => _opening.Since;

    /// <summary>Null until the partner has joined.</summary>
    public string? PartnerName { get; private set; }

    /// <summary>The last durable change that is shown.</summary>
    public long Cursor { get; private set; }

    /// <summary>How far the viewer has read. Where receipts are off, no message says it.</summary>
    public long ReadTo { get; private set; }

    /// <summary>What the two let each other see.</summary>
    public ConversationFacts Facts { get; private set; }

    public ViewerClock Clock { get; private set; }

    public MessageWindow Window { get; }

    /// <summary>What is shown beside the messages.</summary>
    public ShownMarks Marks { get; }

    public IReadOnlyList<TimelineDay> Days { get; private set; } = [];

    public bool IsPartnerOnline { get; private set; }

    public bool IsPartnerTyping { get; private set; }

    public DateTimeOffset? PartnerLastSeenAt { get; private set; }

    /// <summary>Whether the partner is here now, was here recently, or neither (null).</summary>
    public PartnerPresence? PresenceAt(DateTimeOffset now) =>
        IsPartnerOnline ? PartnerPresence.HereNow : PartnerLastSeenAt is { } at && now - at < Recently ? PartnerPresence.HereRecently : null;

    /// <summary>Takes over what happened. False when nothing that is shown changed.</summary>
    public bool Apply(ConversationEvent @event)
    {
        switch (@event)
        {
            case DurableEvent durable:
                Cursor = durable.Cursor;
                ReadTo = Math.Max(ReadTo, ReadBy(durable));
                var stopped = durable is MessageSent { Message.SenderId: var sender } && sender != Side && IsPartnerTyping;
                if (stopped) IsPartnerTyping = false;
                return Window.Apply(durable) | Mark(durable) || stopped;
            case TypingChanged typing when typing.Partner != Side && typing.IsTyping != IsPartnerTyping:
                IsPartnerTyping = typing.IsTyping;
                return true;
            case PresenceChanged presence when presence.Partner != Side:
                (IsPartnerOnline, PartnerLastSeenAt) = (presence.IsOnline, presence.LastSeenAt);
                IsPartnerTyping &= presence.IsOnline;
                return true;
            case PositionMoved moved when moved.Position > ReadTo:
                ReadTo = moved.Position;
                return true;
            case FactsChanged news when news.Facts.Seq > Facts.Seq:
                Facts = news.Facts;
                Name = news.Facts.NameOf(Side) ?? Name;
                PartnerName = news.Facts.NameOf(Side.Other()) ?? PartnerName;
                _notices.Add(news.Notices);
                return true;
            case PartnerJoined joined when PartnerName is null:
                PartnerName = joined.DisplayName;
                return true;
            default:
                return false;
        }
    }

    /// <summary>What a message is now, known before it is told. False when it was known already.</summary>
    public bool Show(MessageRecord message)
    {
        if (!Window.Apply(new MessageChanged(message, message.ChangeSeq - 1, message.ChangeSeq))) return false;
        Marks.Change(message);
        return true;
    }

    // How far the viewer has read, as far as that says.
    private long ReadBy(DurableEvent told) => told switch
    {
        ReceiptsChanged receipts => receipts.Receipts.Where(r => r.ReadAt is not null && r.SenderId != Side).Select(r => r.Seq).DefaultIfEmpty().Max(),
        MessageChanged { Message: { ReadAt: not null } message } when message.SenderId != Side => message.Seq,
        _ => 0,
    };

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
        Days = _timeline.Arrange(shown, Window.FirstUnread, Clock, Marks, _notices.Among(Window));
    }

    /// <summary>What the next circuit goes on from: the newest messages, as they are now.</summary>
    public ChatSnapshot ToSnapshot(string? zone)
    {
        IReadOnlyList<MessageRecord> last = [.. Window.Messages.TakeLast(ChatSnapshot.MaxMessages)];
        var newest = ChatSnapshot.Fit(last, Marks.Of(last));
        return _opening with
        {
            PartnerName = PartnerName,
            Name = Name,
            Cursor = Cursor,
            HasOlder = Window.HasOlder || newest.Count < Window.Messages.Count,
            Zone = zone,
            Messages = [.. newest.Select(SnapshotMessage.From)],
            OpenedAt = Window.OpenedAt,
            Marks = Marks.Of(newest),
            Facts = new SnapshotFacts(Facts, _notices.From(newest.Count == 0 ? null : newest[0].SentAt)),
            ReadTo = ReadTo,
        };
    }

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
