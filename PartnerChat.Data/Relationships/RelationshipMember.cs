namespace PartnerChat.Data.Relationships;

/// <summary>One of the two. A user is in at most one relationship that they have not left.</summary>
public sealed class RelationshipMember
{
    public const int MaxDisplayNameLength = 50;

    public Guid RelationshipId { get; init; }

    public PartnerSide Side { get; init; }

    public Guid UserId { get; init; }

    /// <summary>The name that the partner sees: 1 to 50 code points, trimmed.</summary>
    public required string DisplayName { get; set; }

    public DateTimeOffset JoinedAt { get; init; }

    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>When a session of theirs was last live; null before the first visit.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
}
