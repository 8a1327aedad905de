using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Security;

/// <summary>What a link of a mail carries: the account and a token.</summary>
internal sealed record MailLink(Guid UserId, string Token)
{
    /// <summary>Null where a part is missing.</summary>
    public static MailLink? From(Guid? userId, string? token) => userId is { } id && token is { Length: > 0 } ? new MailLink(id, token) : null;
}

/// <summary>The way back into an account whose password is lost: a link to its address, and by it a new password.</summary>
internal sealed class AccountRecovery(UserManager<ApplicationUser> users, MailDesk desk, SecurityMails mails, ILogger<AccountRecovery> logger)
{
    /// <summary>Whether this server sends mails at all.</summary>
    public bool IsOffered => desk.IsOpen;

    /// <summary>Sends a link there if the address has an account. Whether it has is found out later: here the same is done for every address.</summary>
    public Task AskAsync(string email, CancellationToken ct) => desk.QueueAsync(MailKind.Recovery, new MailEnvelope(email, Languages.Reader.Name), ct);

    public async Task<bool> IsGoodAsync(MailLink link) => await FindAsync(link) is not null;

    /// <summary>Sets a new password, which ends every session; a second factor stays as it is.</summary>
    /// <returns>Null if the link is not good; else whether it was set, and the password's fault if not.</returns>
    public async Task<IdentityResult?> ResetAsync(MailLink link, string password, CancellationToken ct)
    {
        if (await FindAsync(link) is not { } user) return null;
        // Who opened the link has the mailbox. Wrong attempts at the old password lock nobody out of the new one; the lock of an admin stays.
        user.EmailConfirmed = true;
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
        var result = await users.ResetPasswordAsync(user, link.Token, password);
        if (!result.Succeeded) return result;
        AccountLog.Recovered(logger, user.Id);
        await mails.PasswordChangedAsync(user.Id, ct);
        return result;
    }

    private async Task<ApplicationUser?> FindAsync(MailLink link) =>
        await users.FindByIdAsync(link.UserId.ToString()) is { LockedAt: null } user
        && await users.VerifyUserTokenAsync(user, MailTokens.Name, UserManager<ApplicationUser>.ResetPasswordTokenPurpose, link.Token)
            ? user
            : null;
}
