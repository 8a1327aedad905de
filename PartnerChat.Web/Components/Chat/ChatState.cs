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

    public ChatState(ChatSnapshot opening, ViewerClock clock)
    {
        _opening = opening;
        _timeline = new Timeline(opening.Side);
        PartnerName = opening.PartnerName;
        Cursor = opening.Cursor;
        Clock = clock;
        Window = new MessageWindow(opening.Side, opening.Messages.Select(m => m.ToRecord(opening.ConversationId)).ToList(), opening.HasOlder, opening.Position, opening.OpenedAt);
        Arrange();
    }

    public Guid ConversationId => _opening.ConversationId;

    public PartnerSide Side => _opening.Side;

    public string Name => _opening.Name;

    public DateTimeOffset Since => _opening.Since;

    /// <summary>Null until the partner has joined.</summary>
    public string? PartnerName { get; private set; }

    /// <summary>The last durable change that is shown.</summary>
    public long Cursor { get; private set; }

    public ViewerClock Clock { get; private set; }

    public MessageWindow Window { get; }

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
                var stopped = durable is MessageSent { Message.SenderId: var sender } && sender != Side && IsPartnerTyping;
                if (stopped) IsPartnerTyping = false;
                return Window.Apply(durable) || stopped;
            case TypingChanged typing when typing.Partner != Side && typing.IsTyping != IsPartnerTyping:
                IsPartnerTyping = typing.IsTyping;
                return true;
            case PresenceChanged presence when presence.Partner != Side:
                (IsPartnerOnline, PartnerLastSeenAt) = (presence.IsOnline, presence.LastSeenAt);
                IsPartnerTyping &= presence.IsOnline;
                return true;
            case PartnerJoined joined when PartnerName is null:
                PartnerName = joined.DisplayName;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The viewer turned out to be in another zone.</summary>
    public void Use(ViewerClock clock)
    {
        Clock = clock;
        Arrange();
    }

    /// <summary>Puts the messages into days and groups anew; rows that did not change keep their reference.</summary>
    public void Arrange() => Days = _timeline.Arrange(Window.Messages, Window.FirstUnread, Clock);

    /// <summary>What the next circuit goes on from: the newest messages, as they are now.</summary>
    public ChatSnapshot ToSnapshot(string? zone)
    {
        var newest = ChatSnapshot.Fit([.. Window.Messages.TakeLast(ChatSnapshot.MaxMessages)]);
        return _opening with
        {
            PartnerName = PartnerName,
            Cursor = Cursor,
            HasOlder = Window.HasOlder || newest.Count < Window.Messages.Count,
            Zone = zone,
            Messages = [.. newest.Select(SnapshotMessage.From)],
            OpenedAt = Window.OpenedAt,
        };
    }
}
