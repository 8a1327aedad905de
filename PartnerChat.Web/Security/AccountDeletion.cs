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
    WrongCode,
    WrongPasskey,
    LastAdmin,
    Unavailable,
}

/// <summary>
/// Deletes an account, for whoever proves anew that it is theirs. What it was signed in with ends: on this node at once, on others within 5 s; open chats of the
/// partner are told.
/// </summary>
internal sealed partial class AccountDeletion(
    UserManager<ApplicationUser> users, SignInManager<ApplicationUser> signIn, AccountProof proof, AccountDeletionStore store, RelationshipService relationships, SecurityMails mails, SessionCheck check, SignInWatch watch,
    ILogger<AccountDeletion> logger)
{
    /// <summary>The account; null if it is deleted already.</summary>
    public Task<ApplicationUser?> FindAsync(Guid userId) => users.FindByIdAsync(userId.ToString());

    /// <summary>Deletes it, for what its sign-in would ask for.</summary>
    public async Task<AccountDeletionAnswer> DeleteAsync(ApplicationUser user, ShownProof shown, CancellationToken ct)
    {
        try
        {
            if (await proof.FindFaultAsync(user, shown) is { } fault) return AnswerOf(fault);
            // What an owner does to their own account is no admin's deed: from where is not kept of somebody who leaves.
            var by = new AuditActor(user.Id, null);
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

    private static AccountDeletionAnswer AnswerOf(ProofFault fault) => fault switch
    {
        ProofFault.Password => AccountDeletionAnswer.WrongPassword,
        ProofFault.Code => AccountDeletionAnswer.WrongCode,
        _ => AccountDeletionAnswer.WrongPasskey,
    };

    [LoggerMessage(LogLevel.Information, "Account {UserId} was deleted by its owner")]
    private partial void LogDeleted(Guid userId);
}
