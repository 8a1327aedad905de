using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>One message. The analysis columns belong to a later phase: stored, returned, shown to nobody yet.</summary>
public sealed class PartnerMessage
{
    public Guid Id { get; init; }

    public Guid ConversationId { get; init; }

    public PartnerSide SenderId { get; init; }

    /// <summary>As written, trimmed: 1 to 5,000 code points; empty once deleted.</summary>
    public required string Content { get; set; }

    /// <summary><c>sent</c>, <c>delivered</c> or <c>read</c>; the database derives it from the two stamps.</summary>
    public string Status { get; private set; } = "sent";

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    public double? SentimentScore { get; init; }

    public string? SentimentLabel { get; init; }

    public string Emotions { get; init; } = "[]";

    public string DetectedTriggers { get; init; } = "[]";

    public string? EscalationRisk { get; init; }

    public string GottmanMarkers { get; init; } = "{}";

    public bool LunaIntervened { get; init; }

    public string? InterventionType { get; init; }

    public bool? InterventionAccepted { get; init; }

    public string? OriginalContent { get; init; }

    public string Metadata { get; init; } = "{}";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Its place in the conversation: dense, from 1. The order on every door.</summary>
    public long Seq { get; init; }

    /// <summary>The number of its making among the conversation's changes.</summary>
    public long FirstChangeSeq { get; init; }

    /// <summary>The number of its last change.</summary>
    public long ChangeSeq { get; set; }

    /// <summary>The sender's name for it. A second message of that name is never made.</summary>
    public Guid? ClientMessageId { get; init; }

    public Guid? ReplyToId { get; init; }

    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>A copy of its rows in <c>message_reactions</c>, so that a page reads one table: a JSON array, null when there are none.</summary>
    public string? Reactions { get; private set; }
}
