using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Security;

/// <summary>What came of a wish to delete one's account.</summary>
internal enum AccountDeletionAnswer
{
    Done,
    WrongPassword,
    WrongPasskey,
    LastAdmin,
    Unavailable,
}

/// <summary>
/// Deletes an account, for whoever proves anew that it is theirs. What it was signed in with ends: on this node at once, on others within 5 s; open chats of the
/// partner are told.
/// </summary>
internal sealed partial class AccountDeletion(
    UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, AccountDeletionStore store, RelationshipService relationships, SecurityMails mails, SessionCheck check, SignInWatch watch,
    ILogger<AccountDeletion> logger)
{
    /// <summary>Whether that account has a password to prove it by; else a passkey has to.</summary>
    public async Task<bool> HasPasswordAsync(Guid userId) => await FindAsync(userId) is { PasswordHash: not null };

    /// <summary>Deletes it by its password. Wrong ones are counted as at the sign-in.</summary>
    public async Task<AccountDeletionAnswer> WithPasswordAsync(AuditActor by, string? password, CancellationToken ct)
    {
        if (await FindAsync(by.UserId) is not { } user || password is not { Length: > 0 and <= PasswordRules.MaxLength }) return AccountDeletionAnswer.WrongPassword;
        return (await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded ? await DeleteAsync(by, ct) : AccountDeletionAnswer.WrongPassword;
    }

    /// <summary>Deletes it by the answer of one of its passkeys.</summary>
    public async Task<AccountDeletionAnswer> WithPasskeyAsync(AuditActor by, string credential, CancellationToken ct)
    {
        try
        {
            var assertion = await signIn.PerformPasskeyAssertionAsync(credential);
            if (assertion.Succeeded && assertion.User.Id == by.UserId) return await DeleteAsync(by, ct);
            AccountLog.PasskeyRefused(logger, assertion.Failure);
        }
        catch (InvalidOperationException reason)
        {
            // No challenge of ours is under way.
            AccountLog.PasskeyRefused(logger, reason);
        }

        return AccountDeletionAnswer.WrongPasskey;
    }

    private async Task<AccountDeletionAnswer> DeleteAsync(AuditActor by, CancellationToken ct)
    {
        try
        {
            var deleted = await store.DeleteAsync(by, await mails.PrepareAsync(MailKind.AccountDeleted, by.UserId, ct), ct);
            if (deleted.Outcome == AccountDeletionOutcome.LastAdmin) return AccountDeletionAnswer.LastAdmin;
            foreach (var session in deleted.Sessions)
            {
                check.Forget(session);
                watch.Tell(session);
            }

            if (deleted.Ended is { } ended) relationships.Tell(ended);
            LogDeleted(by.UserId);
            await signIn.SignOutAsync();
            return AccountDeletionAnswer.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabaseAway())
        {
            return AccountDeletionAnswer.Unavailable;
        }
    }

    private Task<ApplicationUser?> FindAsync(Guid userId) => users.FindByIdAsync(userId.ToString());

    [LoggerMessage(LogLevel.Information, "Account {UserId} was deleted by its owner")]
    private partial void LogDeleted(Guid userId);
}
