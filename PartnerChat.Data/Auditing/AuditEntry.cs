namespace PartnerChat.Data.Auditing;

/// <summary>Something an admin did: who, when, from where, what, on what. Ids only, never names or text. Insert only.</summary>
public sealed class AuditEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    public required string Action { get; init; }

    public string? TargetType { get; init; }

    public Guid? TargetId { get; init; }

    public string? Address { get; init; }

    public string Details { get; init; } = "{}";
}

/// <summary>Why they did it. In a table of its own, which alone the deletion job may erase.</summary>
public sealed class AuditReason
{
    public Guid AuditEntryId { get; init; }

    public required string Reason { get; init; }
}
