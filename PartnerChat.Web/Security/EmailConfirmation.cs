using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Security;

/// <summary>Shows that an account's address is its owner's. Nobody has to, unless <c>Accounts__RequireConfirmedEmail</c> says so.</summary>
internal sealed class EmailConfirmation(UserManager<ApplicationUser> users, MailDesk desk)
{
    /// <summary>Whether this server sends mails at all.</summary>
    public bool IsOffered => desk.IsOpen;

    /// <summary>Sends a link there if an account waits for it; here the same is done for every address.</summary>
    /// <param name="next">Where its owner goes on to, a path.</param>
    public Task AskAsync(string email, string? next, CancellationToken ct) =>
        desk.QueueAsync(MailKind.ConfirmEmail, new MailEnvelope(email, Languages.Reader.Name, Next: next), ct);

    /// <summary>False if the link is not good. Who confirmed already may do so again.</summary>
    public async Task<bool> ConfirmAsync(MailLink link) =>
        await FindAsync(link) is { } user && (user.EmailConfirmed || (await users.ConfirmEmailAsync(user, link.Token)).Succeeded);

    public async Task<bool> IsGoodAsync(MailLink link) => await FindAsync(link) is not null;

    private async Task<ApplicationUser?> FindAsync(MailLink link) =>
        await users.FindByIdAsync(link.UserId.ToString()) is { } user
        && await users.VerifyUserTokenAsync(user, MailTokens.Name, UserManager<ApplicationUser>.ConfirmEmailTokenPurpose, link.Token)
            ? user
            : null;
}
