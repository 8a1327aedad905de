namespace PartnerChat.Data.Relationships;

/// <summary>A way into a relationship, for one person, once. Only the hash of its code is stored.</summary>
public sealed class Invitation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RelationshipId { get; init; }

    /// <summary>SHA-256 of the code.</summary>
    public required byte[] CodeHash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    public Guid? UsedBy { get; set; }

    /// <summary>Set when a newer invitation took its place.</summary>
    public DateTimeOffset? VoidedAt { get; set; }
}
