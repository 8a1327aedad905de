using Microsoft.AspNetCore.Identity;

namespace PartnerChat.Data.Accounts;

/// <summary>An account: somebody who can sign in. Who they are to their partner stands in the relationship.</summary>
public sealed class ApplicationUser : IdentityUser<Guid>
{
    public ApplicationUser()
    {
        Id = Guid.CreateVersion7();
        SecurityStamp = Guid.CreateVersion7().ToString();
    }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The language of the pages when they last signed in, for mails that somebody else's deed causes; null if they never did.</summary>
    public string? Language { get; set; }

    /// <summary>
    /// When its owner deleted it; then nothing else is left of it but its id, for as long as the other partner of a conversation may still read that.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>When a session of theirs was last used, to the hour.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>Since when an admin keeps it closed. Identity's lock-out is another matter: it only keeps passwords from being guessed.</summary>
    public DateTimeOffset? LockedAt { get; set; }

    /// <summary>That admin.</summary>
    public Guid? LockedBy { get; set; }
}
