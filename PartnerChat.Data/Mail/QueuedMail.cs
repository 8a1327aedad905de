namespace PartnerChat.Data.Mail;

/// <summary>A mail that is to be sent. To whom and what is sealed, and erased once it was sent or given up; then only the kind, the times and the outcome remain.</summary>
public sealed class QueuedMail
{
    public Guid Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>Who gets it and what it says, encrypted; null once it is done with.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>Counts what one address gets in an hour; erased after it.</summary>
    public byte[]? AddressHash { get; init; }

    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it is tried next. While somebody tries, the end of their lease.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>After this nobody needs it any more.</summary>
    public DateTimeOffset UselessAt { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary><c>sent</c>, <c>failed</c> or <c>dropped</c> (there was nothing to send).</summary>
    public string? Outcome { get; init; }

    /// <summary>The class of the last error, never its words: they may hold the address.</summary>
    public string? LastError { get; init; }
}

/// <summary>One that this node tries now.</summary>
/// <param name="Attempt">Counts from 1. What comes of an attempt holds only while it is the last.</param>
public sealed record ClaimedMail(Guid Id, string Kind, byte[] Sealed, DateTimeOffset QueuedAt, DateTimeOffset UselessAt, int Attempt);

/// <summary>How many of these kinds an address may get in an hour.</summary>
public sealed record MailLimit(IReadOnlyCollection<string> Kinds, int Most);

/// <summary>How the queue stands.</summary>
/// <param name="Waiting">Not sent yet.</param>
/// <param name="OldestQueuedAt">Since when the oldest of them waits; null if none does.</param>
/// <param name="FailedInDay">Given up in the last 24 hours.</param>
/// <param name="LastError">The class of the last error of those that wait or failed; null if there was none.</param>
public sealed record MailQueueState(int Waiting, DateTimeOffset? OldestQueuedAt, int FailedInDay, string? LastError);

/// <summary>An account's address, and the language its owner last signed in with.</summary>
public sealed record MailRecipient(Guid UserId, string Email, bool IsConfirmed, string? Language);
