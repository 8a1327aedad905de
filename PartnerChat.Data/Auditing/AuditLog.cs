namespace PartnerChat.Data.Auditing;

/// <summary>What of the audit log one wants to see; null leaves nothing out.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record AuditFilter(string? Action = null, Guid? ActorId = null, Guid? TargetId = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>A place in the audit log: that of an entry.</summary>
public sealed record AuditPlace(DateTimeOffset At, Guid Id);

/// <summary>An entry as it is read: with the reason, while there is one, and with the addresses of the accounts, while there are such.</summary>
public sealed record AuditRow(
    Guid Id, DateTimeOffset At, Guid ActorId, string? ActorEmail, string? Address, string Action, string? TargetType, Guid? TargetId, string? TargetEmail, string? Reason, string Details)
{
    public AuditPlace Place => new(At, Id);
}

/// <summary>A page of the audit log, newest first.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, bool HasOlder, bool HasNewer);
