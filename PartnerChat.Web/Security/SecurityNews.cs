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
        return mails.TellAsync(KindOf(what), userId, device, ct);
    }

    private static MailKind KindOf(SecurityEvent what) => what switch
    {
        SecurityEvent.NewDevice => MailKind.NewDevice,
        SecurityEvent.PasswordChanged => MailKind.PasswordChanged,
        SecurityEvent.TwoFactorOn => MailKind.TwoFactorOn,
        SecurityEvent.TwoFactorOff => MailKind.TwoFactorOff,
        SecurityEvent.RecoveryCodeUsed => MailKind.RecoveryCodeUsed,
        SecurityEvent.RecoveryCodesMade => MailKind.RecoveryCodesMade,
        SecurityEvent.PasskeyAdded => MailKind.PasskeyAdded,
        SecurityEvent.PasskeyRemoved => MailKind.PasskeyRemoved,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    [LoggerMessage(LogLevel.Information, "Account {UserId}: {What}")]
    private static partial void LogHappened(ILogger logger, Guid userId, SecurityEvent what);
}
