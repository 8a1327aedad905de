using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Auditing;

/// <summary>A look into a conversation that an admin gave a reason for. It is the audit entry of its opening: nothing can make it longer.</summary>
/// <param name="Until">When it closes.</param>
/// <param name="LastSeq">The newest message at its opening; it shows none that came after.</param>
public sealed record Inspection(Guid Id, Guid ConversationId, DateTimeOffset OpenedAt, DateTimeOffset Until, string Reason, long LastSeq)
{
    /// <summary>How long it is open.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>How many messages a page has.</summary>
    public const int PageSize = 50;

    /// <summary>How many pages it has: one also where nothing was written.</summary>
    public int Pages => (int)Math.Max(1, (LastSeq + PageSize - 1) / PageSize);
}

/// <summary>A conversation that an admin may look into, before they have: nothing of what was said.</summary>
/// <param name="NameB">Null until the other has joined.</param>
/// <param name="AdminName">The name by which the two will read who looked.</param>
/// <param name="Open">The look of this admin's that is open by now.</param>
public sealed record InspectionSubject(Guid ConversationId, string NameA, string? NameB, int MessageCount, bool IsActive, string AdminName, Inspection? Open)
{
    /// <summary>The name of that partner.</summary>
    public string? NameOf(PartnerSide side) => side == PartnerSide.A ? NameA : NameB;
}

/// <summary>A column and what it holds, as the database writes it.</summary>
public sealed record StoredValue(string Column, string? Value);

/// <summary>A message as it is stored. Of a deleted one nothing is left but that it was.</summary>
/// <param name="Stored">Its whole row, in the order of the columns.</param>
public sealed record InspectedMessage(
    Guid Id,
    long Seq,
    PartnerSide SenderId,
    string Content,
    string Status,
    DateTimeOffset SentAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? ReadAt,
    DateTimeOffset? EditedAt,
    DateTimeOffset? DeletedAt,
    IReadOnlyList<StoredValue> Stored);

/// <summary>A page of an inspection, oldest first; page 1 is the newest.</summary>
public sealed record InspectedPage(int Number, IReadOnlyList<InspectedMessage> Messages);

/// <summary>Why an inspection showed nothing.</summary>
public enum InspectionRefusal
{
    /// <summary>There is none of that id by this admin, or its conversation is no longer there, or it has no such page.</summary>
    NotThere,

    /// <summary>Who asks is no admin any more, or is locked out.</summary>
    NotAdmin,

    /// <summary>Its time is over.</summary>
    Over,
}

/// <summary>What became of an attempt to look: a value, or why there is none.</summary>
public readonly record struct InspectionOutcome<T>(T? Value, InspectionRefusal? Refused)
    where T : class
{
    public static implicit operator InspectionOutcome<T>(T value) => new(value, null);

    public static implicit operator InspectionOutcome<T>(InspectionRefusal refusal) => new(null, refusal);
}
