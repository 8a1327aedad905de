namespace PartnerChat.Data.Auditing;

/// <summary>The names of what is written down, as they stand in the table: what it is done to, and what was done.</summary>
public static class AuditActions
{
    public const string ConversationInspected = "conversation.inspected";
    public const string ConversationRead = "conversation.read";
    public const string ConversationDeleted = "conversation.deleted";
    public const string AccountLocked = "account.locked";
    public const string AccountUnlocked = "account.unlocked";
    public const string AccountSignedOut = "account.signed_out";
    public const string AccountDeleted = "account.deleted";
    public const string RoleGranted = "role.granted";
    public const string RoleTaken = "role.taken";
    public const string RetentionChanged = "retention.changed";
    public const string RetentionRun = "retention.run";
    public const string AuditExported = "audit.exported";
}
