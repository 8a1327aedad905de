using Microsoft.AspNetCore.Http.HttpResults;
using PartnerChat.Web.Mail;

namespace PartnerChat.Web.Components.Development;

/// <summary>The mails that a development server shows instead of sending them.</summary>
internal static class MailsEndpoints
{
    private const string Path = "/development/mails";

    public static void MapDevelopmentMails(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) app.MapGet(Path + "/{id:guid}", Show).ExcludeFromDescription();
        // Nor the page itself, which would answer elsewhere too.
        else app.MapGet(Path, () => TypedResults.NotFound()).WithOrder(-1);
    }

    private static Results<ContentHttpResult, NotFound> Show(Guid id, DevelopmentMailbox mailbox) =>
        mailbox.Letters.FirstOrDefault(l => l.Id == id) is { } letter ? TypedResults.Content(letter.Html, "text/html; charset=utf-8") : TypedResults.NotFound();
}
