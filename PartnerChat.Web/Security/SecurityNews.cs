using PartnerChat.Web.Mail;

namespace PartnerChat.Web.Security;

/// <summary>What happened to an account that its owner should hear of, wherever they are.</summary>
internal enum SecurityEvent
{
    NewDevice,
    PasswordChanged,
    TwoFactorOn,
    TwoFactorOff,
    RecoveryCodeUsed,
    RecoveryCodesMade,
    PasskeyAdded,
    PasskeyRemoved,
}

/// <summary>Tells the owner of an account what happened to it. It never fails what it tells of.</summary>
internal interface ISecurityNews
{
    /// <param name="device">Where it happened, in words that need no translation ("Firefox, Linux"); null where that is not known.</param>
    Task TellAsync(Guid userId, SecurityEvent what, string? device, CancellationToken ct);
}

/// <summary>By mail, and in the log by ids.</summary>
internal sealed partial class MailedSecurityNews(SecurityMails mails, ILogger<MailedSecurityNews> logger) : ISecurityNews
{
    public Task TellAsync(Guid userId, SecurityEvent what, string? device, CancellationToken ct)
    {
        LogHappened(logger, userId, what);
        return what switch
        {
            SecurityEvent.PasswordChanged => mails.PasswordChangedAsync(userId, ct),
            SecurityEvent.TwoFactorOn => mails.TwoFactorOnAsync(userId, ct),
            SecurityEvent.TwoFactorOff => mails.TwoFactorOffAsync(userId, ct),
            SecurityEvent.RecoveryCodeUsed => mails.RecoveryCodeUsedAsync(userId, ct),
            SecurityEvent.PasskeyAdded => mails.PasskeyAddedAsync(userId, ct),
            SecurityEvent.PasskeyRemoved => mails.PasskeyRemovedAsync(userId, ct),
            // Seen in the list of devices, or on the page itself.
            _ => Task.CompletedTask,
        };
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId}: {What}")]
    private static partial void LogHappened(ILogger logger, Guid userId, SecurityEvent what);
}
