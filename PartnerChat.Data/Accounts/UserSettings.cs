namespace PartnerChat.Data.Accounts;

/// <summary>What a user chose for themselves. No row means all defaults.</summary>
public sealed class UserSettings
{
    public Guid UserId { get; init; }

    /// <summary><c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public string Theme { get; set; } = "system";

    /// <summary><c>enter</c> or <c>ctrl_enter</c>.</summary>
    public string SendKey { get; set; } = "enter";

    public bool ReadReceipts { get; set; } = true;

    public bool TypingIndicator { get; set; } = true;

    public bool Presence { get; set; } = true;

    public bool Notifications { get; set; }

    public bool NotificationText { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
