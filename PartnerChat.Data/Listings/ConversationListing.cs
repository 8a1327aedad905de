namespace PartnerChat.Data.Listings;

/// <summary>
/// What the admin's list orders by and searches in, beside each conversation: an index on the conversation itself would make every message's write of that row a
/// cold one. Made with the conversation and marked stale by triggers, counted by <see cref="ListingStore"/> in the background.
/// </summary>
public sealed class ConversationListing
{
    public Guid ConversationId { get; init; }

    /// <summary>Both names, folded as for a search.</summary>
    public string Names { get; init; } = "";

    public int MessageCount { get; init; }

    /// <summary>Messages of this day and the 29 before it (UTC) that are not deleted.</summary>
    public int RecentCount { get; init; }

    /// <summary>When the newest message was sent, or the conversation began.</summary>
    public DateTimeOffset LastAt { get; init; }

    public bool IsActive { get; init; } = true;

    /// <summary>A name or the state has changed since it was brought up to date.</summary>
    public bool IsStale { get; init; } = true;

    /// <summary>Messages up to this number are in <see cref="MessageQuarter"/>.</summary>
    public long CountedSeq { get; init; }

    /// <summary>Messages up to this number are in <see cref="MessageDay"/>.</summary>
    public long DaySeq { get; init; }

    /// <summary>How many were deleted when it was counted. Another number means: count the days again.</summary>
    public long DeletedCount { get; init; }
}

/// <summary>How many messages of a conversation's day (UTC) are not deleted. Kept for 30 days.</summary>
public sealed class MessageDay
{
    public Guid ConversationId { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>The number of the day's first message: from here on it is counted again.</summary>
    public long FirstSeq { get; init; }

    public int Messages { get; init; }
}

/// <summary>How many messages were written in a quarter of an hour, in all conversations: every time zone's day is a whole number of these.</summary>
public sealed class MessageQuarter
{
    public DateTimeOffset At { get; init; }

    public long Messages { get; init; }
}
