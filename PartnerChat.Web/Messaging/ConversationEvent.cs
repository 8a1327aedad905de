using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>Something that happened in a conversation. A closed set.</summary>
public abstract record ConversationEvent(Guid ConversationId);

/// <summary>A change that is stored. A reader whose cursor is below <paramref name="Previous"/> has missed something and reads the store.</summary>
/// <param name="Previous">The cursor before this change.</param>
/// <param name="Cursor">The cursor after it.</param>
public abstract record DurableEvent(Guid ConversationId, long Previous, long Cursor) : ConversationEvent(ConversationId);

/// <summary>A message was made.</summary>
public sealed record MessageSent(MessageRecord Message, long Previous, long Cursor) : DurableEvent(Message.ConversationId, Previous, Cursor)
{
    /// <summary>The timestamp of its commit, where it was just written; null where it was read from the store.</summary>
    public long? CommittedAt { get; init; }
}

/// <summary>An older message is now like this.</summary>
public sealed record MessageChanged(MessageRecord Message, long Previous, long Cursor) : DurableEvent(Message.ConversationId, Previous, Cursor);

/// <summary>Messages became delivered or read, by rising cursor, without a gap.</summary>
public sealed record ReceiptsChanged(Guid ConversationId, IReadOnlyList<Receipt> Receipts)
    : DurableEvent(ConversationId, Receipts[0].Cursor - 1, Receipts[^1].Cursor);

/// <summary>The store may be ahead of what was told: look there.</summary>
public sealed record StoreAdvanced(Guid ConversationId) : ConversationEvent(ConversationId);

/// <summary>A partner writes, or stopped.</summary>
public sealed record TypingChanged(Guid ConversationId, PartnerSide Partner, bool IsTyping) : ConversationEvent(ConversationId);

/// <summary>A partner came or went.</summary>
/// <param name="LastSeenAt">Rounded down to 5 minutes; null before their first visit.</param>
public sealed record PresenceChanged(Guid ConversationId, PartnerSide Partner, bool IsOnline, DateTimeOffset? LastSeenAt) : ConversationEvent(ConversationId);

/// <summary>The invited partner has joined.</summary>
public sealed record PartnerJoined(Guid ConversationId, string DisplayName) : ConversationEvent(ConversationId);

/// <summary>What the two let each other see, or a name of theirs, is another; or both are told something.</summary>
/// <param name="Previous">The number of the facts before. A reader whose number is below it has missed something.</param>
/// <param name="Notices">Those since, oldest first.</param>
public sealed record FactsChanged(Guid ConversationId, ConversationFacts Facts, long Previous, IReadOnlyList<NoticeRecord> Notices) : ConversationEvent(ConversationId);

/// <summary>A partner has read up to that place, where receipts are off: for their own sessions alone.</summary>
public sealed record PositionMoved(Guid ConversationId, PartnerSide Partner, long Position) : ConversationEvent(ConversationId);

/// <summary>A partner put a star on a message, or took theirs off: for their own sessions alone.</summary>
public sealed record StarChanged(Guid ConversationId, PartnerSide Partner, Guid MessageId, bool IsStarred) : ConversationEvent(ConversationId);

/// <summary>The relationship has ended: nothing more will happen here.</summary>
public sealed record ConversationEnded(Guid ConversationId, ConversationEnd End) : ConversationEvent(ConversationId);
