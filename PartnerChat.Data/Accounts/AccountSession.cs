namespace PartnerChat.Data.Accounts;

/// <summary>One sign-in on one device or client: a cookie, or a bearer token with its refreshed successors. It ends at sign-out, for good.</summary>
public sealed class AccountSession
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to five minutes.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The account's stamp that it goes by. Once the account has another, it is over.</summary>
    public string? SecurityStamp { get; set; }

    /// <summary>What it was begun with, as people call it: "Firefox"; null for another app.</summary>
    public string? Browser { get; init; }

    /// <summary>And where that ran: "iPhone"; null if it did not say.</summary>
    public string? System { get; init; }

    /// <summary>The time zone that its browser was in (IANA); null if it did not say. An address is stored nowhere.</summary>
    public string? Zone { get; init; }

    /// <summary>What it proved besides a password: <c>code</c> or <c>passkey</c> (which asked its owner for a finger, a face or a PIN); null for nothing.</summary>
    public string? SecondFactor { get; set; }
}

/// <summary>A key to one socket, for a page that can send neither header nor cookie: good once, for 30 s. Only its hash is stored.</summary>
public sealed class SocketTicket
{
    public required byte[] Hash { get; init; }

    public Guid SessionId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
