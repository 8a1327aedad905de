using Microsoft.AspNetCore.Identity;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Mail;

/// <summary>What Identity's own routes send: of an account that was made through the API, the link to confirm its address. Theirs leads to a route that we do not have.</summary>
internal sealed class ApiMails(MailDesk desk) : IEmailSender<ApplicationUser>
{
    public Task SendConfirmationLinkAsync(ApplicationUser user, string email, string confirmationLink) =>
        email == user.Email ? desk.QueueAsync(MailKind.ConfirmEmail, new MailEnvelope(email, Languages.Reader.Name), CancellationToken.None) : Task.CompletedTask;

    public Task SendPasswordResetLinkAsync(ApplicationUser user, string email, string resetLink) => throw NoSuchRoute();

    public Task SendPasswordResetCodeAsync(ApplicationUser user, string email, string resetCode) => throw NoSuchRoute();

    private static InvalidOperationException NoSuchRoute() => new("The API has no route that sends this.");
}
