using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>A text that an edit replaced, kept for both to see.</summary>
public sealed class MessageEdit
{
    public Guid MessageId { get; init; }

    public DateTimeOffset ReplacedAt { get; init; }

    public required string Content { get; init; }
}

/// <summary>The one emoji that a partner put on a message.</summary>
public sealed class MessageReaction
{
    public Guid MessageId { get; init; }

    public PartnerSide PartnerId { get; init; }

    public required string Emoji { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>A mark that a partner put on a message for themselves alone.</summary>
public sealed class MessageStar
{
    public Guid MessageId { get; init; }

    public PartnerSide PartnerId { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>Something that both partners are told in their chat and that is no message: an admin looked, receipts are off, it has ended.</summary>
public sealed class Notice
{
    public const string Inspected = "inspected";
    public const string Ended = "ended";
    public const string ReceiptsOff = "receipts_off";
    public const string ReceiptsOn = "receipts_on";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ConversationId { get; init; }

    /// <summary><c>inspected</c>, <c>ended</c>, <c>receipts_off</c> or <c>receipts_on</c>.</summary>
    public required string Kind { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>A JSON object: who did it (<c>by</c>, a side), and what else belongs to its kind.</summary>
    public string Details { get; init; } = "{}";

    /// <summary>The conversation's <see cref="PartnerConversation.FactSeq"/> at which it came; 0 where sessions are told otherwise.</summary>
    public long FactSeq { get; init; }
}
