namespace PartnerChat.Web.Security;

/// <summary>What is written down of accounts: ids, never an address or a name.</summary>
internal static partial class AccountLog
{
    [LoggerMessage(LogLevel.Information, "Account {UserId} was made")]
    public static partial void Made(ILogger logger, Guid userId);

    [LoggerMessage(LogLevel.Information, "Account {UserId} signed in")]
    public static partial void SignedIn(ILogger logger, Guid userId);

    [LoggerMessage(LogLevel.Information, "Account {UserId} gave its password and is asked for its second factor")]
    public static partial void HalfIn(ILogger logger, Guid userId);

    [LoggerMessage(LogLevel.Information, "A sign-in was refused")]
    public static partial void Refused(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "A sign-in was refused because its account is locked for a while")]
    public static partial void Locked(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Account {UserId} got a new password by a link to its address")]
    public static partial void Recovered(ILogger logger, Guid userId);

    [LoggerMessage(LogLevel.Information, "Account {UserId} has another address")]
    public static partial void EmailChanged(ILogger logger, Guid userId);

    [LoggerMessage(LogLevel.Information, "A change of the address of account {UserId} was stopped")]
    public static partial void EmailChangeStopped(ILogger logger, Guid userId);

    [LoggerMessage(LogLevel.Information, "A passkey was refused")]
    public static partial void PasskeyRefused(ILogger logger, Exception? reason);
}
