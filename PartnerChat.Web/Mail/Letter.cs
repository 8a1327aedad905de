using System.Globalization;
using System.Net;
using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Mail;

/// <summary>A mail as its reader gets it.</summary>
internal sealed record Letter(Guid Id, MailKind Kind, string To, string Language, DateTimeOffset At, string Subject, string Text, string Html);

/// <summary>Writes letters, in the reader's language.</summary>
internal sealed class LetterWriter(MailLinks links, MailSetup setup, IStringLocalizer<MailTexts> words)
{
    /// <summary>Null: there is nothing to send.</summary>
    public async Task<Letter?> WriteAsync(Guid id, MailKind kind, MailEnvelope envelope, DateTimeOffset at)
    {
        if (await links.FindAsync(kind, envelope) is not { } task) return null;
        var former = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.All.Contains(envelope.Language) ? envelope.Language : "en");
        try
        {
            var parts = PartsOf(task, envelope.Device);
            return new Letter(id, task.Kind, task.To, Languages.Reader.Name, at, parts.Title, parts.ToText(), LetterHtml.Write(parts));
        }
        finally
        {
            CultureInfo.CurrentUICulture = former;
        }
    }

    private LetterParts PartsOf(MailTask task, string? device) => new(
        words[$"Subject.{task.Kind}"], words[$"Text.{task.Kind}"] + (device is null ? "" : $" {words["Device", device]}"), Or(words[$"Action.{task.Kind}"], "ToSettings"),
        task.Path is null ? null : setup.PublicUrl + task.Path, words["OrOpen"], Or(words[$"Else.{task.Kind}"], "Otherwise"),
        setup.PublicUrl is "" ? words["FootHere"] : words["Foot", new Uri(setup.PublicUrl).Host]);

    private string Or(LocalizedString own, string common) => own.ResourceNotFound ? words[common] : own.Value;
}

/// <summary>What a letter says, in its order.</summary>
internal sealed record LetterParts(string Title, string Text, string Action, string? Link, string OrOpen, string Else, string Foot)
{
    public string ToText() => string.Join("\n\n", new[] { Title, Text, Link is null ? null : $"{Action}:\n{Link}", Else, $"-- \n{Foot}" }.OfType<string>()) + "\n";

    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
