namespace PartnerChat.Data.Accounts;

/// <summary>One sign-in on one device or client: a cookie, or a bearer token with its refreshed successors. It ends at sign-out, for good.</summary>
public sealed class AccountSession
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the hour.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A key to one socket, for a page that can send neither header nor cookie: good once, for 30 s. Only its hash is stored.</summary>
public sealed class SocketTicket
{
    public required byte[] Hash { get; init; }

    public Guid SessionId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
