namespace PartnerChat.Data.Relationships;

/// <summary>Two people, or one who has invited and waits. Ending it freezes it; nothing deletes it but the retention job.</summary>
public sealed class Relationship
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public PartnerSide? EndedBy { get; set; }

    /// <summary>Whether they ended it by deleting their account.</summary>
    public bool EndedWithAccount { get; set; }

    public List<RelationshipMember> Members { get; init; } = [];
}
