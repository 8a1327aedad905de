using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Security;

/// <summary>
/// Gives an account another address: once the new one is confirmed, and as long as the old one does not object. The security stamp stays, so
/// sessions do; links that are under way fall with the old address.
/// </summary>
internal sealed class EmailChange(UserManager<ApplicationUser> users, MailDesk desk, ILogger<EmailChange> logger)
{
    /// <summary>Whether this server sends mails at all.</summary>
    public bool IsOffered => desk.IsOpen;

    /// <summary>The account that is signed in.</summary>
    public Task<ApplicationUser?> FindUserAsync(ClaimsPrincipal signedIn) => users.GetUserAsync(signedIn);

    /// <summary>Sends a link to the new address and a notice to the old. Whether the new one has an account already is not told here.</summary>
    public async Task AskAsync(ApplicationUser user, string newEmail, CancellationToken ct)
    {
        var language = Languages.Reader.Name;
        await desk.QueueAsync(MailKind.EmailChangeAsked, new MailEnvelope(user.Email!, language, user.Id), ct);
        await desk.QueueAsync(MailKind.ConfirmNewEmail, new MailEnvelope(newEmail, language, user.Id), ct);
    }

    public async Task<bool> IsGoodAsync(MailLink link, string newEmail) => await FindAsync(link, newEmail) is not null;

    /// <summary>Makes it the account's address; false if the link is not good, or the address another's by now.</summary>
    public async Task<bool> ConfirmAsync(MailLink link, string newEmail, CancellationToken ct)
    {
        if (await FindAsync(link, newEmail) is not { } user) return false;
        var old = user.Email!;
        if (!await SetAsync(user, newEmail)) return false;
        AccountLog.EmailChanged(logger, user.Id);
        foreach (var address in new[] { old, newEmail })
            await desk.QueueAsync(MailKind.EmailChanged, new MailEnvelope(address, Languages.Reader.Name, user.Id), ct);
        return true;
    }

    public async Task<bool> CanStopAsync(MailLink link, string oldEmail) => await FindForStopAsync(link, oldEmail) is not null;

    /// <summary>Keeps the old address, or takes it back, and ends every session; false if the link is not good, or the address another's by now.</summary>
    public async Task<bool> StopAsync(MailLink link, string oldEmail)
    {
        if (await FindForStopAsync(link, oldEmail) is not { } user) return false;
        var isBack = users.NormalizeEmail(oldEmail) != user.NormalizedEmail;
        if (isBack && !await SetAsync(user, oldEmail)) return false;
        AccountLog.EmailChangeStopped(logger, user.Id);
        return (await users.UpdateSecurityStampAsync(user)).Succeeded;
    }

    private async Task<bool> SetAsync(ApplicationUser user, string email)
    {
        (user.Email, user.UserName, user.EmailConfirmed) = (email, email, true);
        try
        {
            return (await users.UpdateAsync(user)).Succeeded;
        }
        catch (DbUpdateException)
        {
            // Two took the address at once.
            return false;
        }
    }

    private Task<ApplicationUser?> FindAsync(MailLink link, string newEmail) =>
        VerifyAsync(link, UserManager<ApplicationUser>.GetChangeEmailTokenPurpose(newEmail));

    private Task<ApplicationUser?> FindForStopAsync(MailLink link, string oldEmail) => VerifyAsync(link, MailTokens.StopPurpose + users.NormalizeEmail(oldEmail));

    private async Task<ApplicationUser?> VerifyAsync(MailLink link, string purpose) =>
        await users.FindByIdAsync(link.UserId.ToString()) is { } user && await users.VerifyUserTokenAsync(user, MailTokens.Name, purpose, link.Token) ? user : null;
}
