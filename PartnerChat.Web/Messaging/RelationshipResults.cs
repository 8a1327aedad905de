namespace PartnerChat.Web.Messaging;

/// <summary>Why a relationship was not changed.</summary>
public enum RelationshipFault
{
    None,

    /// <summary>The name is none; <see cref="RelationshipResult{T}.NameFault"/> says why.</summary>
    DisplayName,

    /// <summary>No such code, or it was used, made void, or has run out; or the caller is in no relationship.</summary>
    NotFound,

    /// <summary>The code is the caller's own.</summary>
    OwnInvitation,

    /// <summary>The caller is in a relationship already.</summary>
    AlreadyInRelationship,

    /// <summary>The other has joined already.</summary>
    AlreadyAccepted,

    /// <summary>The database does not answer.</summary>
    Unavailable,
}

/// <summary>What came of it, or why nothing did.</summary>
public readonly record struct RelationshipResult<T>(T? Value, RelationshipFault Fault = RelationshipFault.None, DisplayNameFault NameFault = DisplayNameFault.None)
    where T : class
{
    public static implicit operator RelationshipResult<T>(T value) => new(value);

    public static implicit operator RelationshipResult<T>(RelationshipFault fault) => new(null, fault);

    public static implicit operator RelationshipResult<T>(DisplayNameFault fault) => new(null, RelationshipFault.DisplayName, fault);
}

/// <summary>An invitation at the only moment when its code is known.</summary>
public sealed record IssuedInvitation(string Code, DateTimeOffset ExpiresAt);

/// <summary>A relationship that waits for its second partner.</summary>
public sealed record StartedRelationship(Guid Id, IssuedInvitation Invitation);
