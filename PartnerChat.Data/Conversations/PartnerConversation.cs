namespace PartnerChat.Data.Conversations;

/// <summary>
/// The one conversation of a relationship, and its counters. Every write to its messages holds this row's lock, so that the
/// counters, the order and the preview are right in the transaction that changes them.
/// </summary>
public sealed class PartnerConversation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RelationshipId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When the newest message that is not deleted was sent.</summary>
    public DateTimeOffset? LastMessageAt { get; set; }

    /// <summary>The first 100 code points of that message.</summary>
    public string? LastMessagePreview { get; set; }

    /// <summary>How many messages there are that are not deleted.</summary>
    public int MessageCount { get; set; }

    /// <summary>False once the relationship has ended: nothing is written any more.</summary>
    public bool IsActive { get; set; } = true;

    public string Metadata { get; init; } = "{}";

    /// <summary>The number of the newest message: dense, from 1.</summary>
    public long LastSeq { get; init; }

    /// <summary>The number of the newest durable change: the cursor of a reader who has everything.</summary>
    public long LastChangeSeq { get; init; }

    /// <summary>When the newest message was sent, deleted or not. The next one is stamped later than this.</summary>
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>The UTC day of the last change. What counts for the admin's list looks by it; an index on a time would make every write of this row a cold one.</summary>
    public DateOnly LastActiveOn { get; init; }

    /// <summary>Everything that partner A sent up to this number is delivered.</summary>
    public long PartnerADeliveredSeq { get; init; }

    /// <summary>Everything that partner B sent up to this number is delivered.</summary>
    public long PartnerBDeliveredSeq { get; init; }

    /// <summary>Everything that partner A sent up to this number is read.</summary>
    public long PartnerAReadSeq { get; init; }

    /// <summary>Everything that partner B sent up to this number is read.</summary>
    public long PartnerBReadSeq { get; init; }

    /// <summary>How far partner A has read, kept for their own unread divider whether they send receipts or not.</summary>
    public long PartnerAPosition { get; init; }

    /// <summary>How far partner B has read.</summary>
    public long PartnerBPosition { get; init; }

    /// <summary>Whether both have read receipts on: as long as one has not, reading is no change of a message. A copy of their settings, under this row's lock.</summary>
    public bool ShowsRead { get; init; } = true;

    /// <summary>Whether both let the other see that they write.</summary>
    public bool ShowsTyping { get; init; } = true;

    /// <summary>Whether both let the other see that they are here.</summary>
    public bool ShowsPresence { get; init; } = true;

    /// <summary>The number of the newest change of what the two share beside their messages: these three, their names, notices.</summary>
    public long FactSeq { get; init; }
}
