namespace PartnerChat.Data.Auditing;

/// <summary>Who acts, and from where: the address as the server sees it, null where there is none (a job).</summary>
public sealed record AuditActor(Guid UserId, string? Address);

/// <summary>What an action is done to: its kind (<c>conversation</c>, <c>account</c>, …) and its id.</summary>
public readonly record struct AuditTarget(string Kind, Guid? Id);

/// <summary>Writes down what an admin does, with what they do.</summary>
public static class AuditTrail
{
    /// <summary>Adds an entry, and the reason if one was given, to what the context saves next: to be called within the transaction of the action itself.</summary>
    /// <param name="details">A JSON object of ids, numbers and settings, never of names or text.</param>
    public static AuditEntry Audit(this ChatDbContext db, AuditActor by, DateTimeOffset at, string action, AuditTarget target, string? reason = null, string details = "{}")
    {
        var entry = new AuditEntry
        {
            Id = Guid.CreateVersion7(at),
            At = at,
            ActorId = by.UserId,
            Address = by.Address,
            Action = action,
            TargetType = target.Kind,
            TargetId = target.Id,
            Details = details,
        };
        db.Add(entry);
        if (reason is not null) db.Add(new AuditReason { AuditEntryId = entry.Id, Reason = reason });
        return entry;
    }
}
