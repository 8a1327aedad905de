using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>What a partner does to a message that is there. A closed set.</summary>
public abstract record MessageAction(Guid ConversationId, Guid MessageId, PartnerSide By);

/// <summary>Its sender takes it back: its text is erased everywhere, its place stays.</summary>
public sealed record DeleteMessage(Guid ConversationId, Guid MessageId, PartnerSide By) : MessageAction(ConversationId, MessageId, By);

/// <summary>Its sender changes its text, which has passed the content rule. The earlier one is kept.</summary>
public sealed record EditMessage(Guid ConversationId, Guid MessageId, PartnerSide By, string Content) : MessageAction(ConversationId, MessageId, By);

/// <summary>Either puts an emoji on it, in place of the one that they had there.</summary>
public sealed record PutReaction(Guid ConversationId, Guid MessageId, PartnerSide By, string Emoji) : MessageAction(ConversationId, MessageId, By);

/// <summary>Either takes their emoji off, if it is this one.</summary>
public sealed record RemoveReaction(Guid ConversationId, Guid MessageId, PartnerSide By, string Emoji) : MessageAction(ConversationId, MessageId, By);

/// <summary>Why something was not done to a message.</summary>
public enum ActionRefusal
{
    /// <summary>It is no message of that conversation, or it is deleted.</summary>
    NotThere,

    /// <summary>It is the other partner's to do.</summary>
    NotTheirs,

    /// <summary>The conversation has ended.</summary>
    Ended,

    /// <summary>It was sent more than 24 h ago.</summary>
    TooLate,
}

/// <summary>What became of it.</summary>
/// <param name="Message">As it is now; null when it was refused.</param>
/// <param name="IsChange">False when it was so already: no number was given out, and there is nothing to tell.</param>
public sealed record ActionOutcome(MessageRecord? Message, bool IsChange, ActionRefusal? Refusal = null);
