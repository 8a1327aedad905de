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

/// <summary>Writes it into the log, by ids.</summary>
internal sealed partial class LoggedSecurityNews(ILogger<LoggedSecurityNews> logger) : ISecurityNews
{
    public Task TellAsync(Guid userId, SecurityEvent what, string? device, CancellationToken ct)
    {
        LogChanged(logger, userId, what);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId}: {What}")]
    private static partial void LogChanged(ILogger logger, Guid userId, SecurityEvent what);
}
