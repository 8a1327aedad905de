using System.Globalization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat.Rendering;

namespace PartnerChat.Web.Exporting;

/// <summary>One message of an exported page: who, what it answers, the text, reactions, what it said before, its time.</summary>
internal sealed class HtmlMessage(HtmlOutput html, ExportWords words)
{
    /// <param name="isFirst">First of its group: bears the name.</param>
    public void Write(ExportedMessage exported, bool isFirst)
    {
        var message = exported.Message;
        var isBig = BigEmoji.IsAll(message.Content);
        html.Markup("<li class=\"msg"u8).Markup(message.SenderId == words.Own ? " own"u8 : ""u8).Markup(isFirst ? " first"u8 : ""u8).Markup(isBig ? " big"u8 : ""u8)
            .Markup("\" id=\"m"u8).Text(message.Seq).Markup(isFirst ? "\"><span class=\"who\"><bdi>"u8 : "\"><span class=\"sr\"><bdi>"u8).Text(words.NameOf(message.SenderId)).Markup("</bdi></span>"u8)
            .Markup("<div class=\"bubble\">"u8);
        if (exported.Quote is { } quote) WriteQuote(quote);
        HtmlText.Write(html, message.Content, isPlain: isBig);
        if (message.Reactions is { } reactions) WriteReactions(reactions);
        if (exported.Edits.Count > 0) WriteEdits(exported.Edits);
        html.Markup("</div><div class=\"stamp\">"u8);
        if (exported.IsStarred) html.Markup("<span class=\"star\" role=\"img\" aria-label=\""u8).Text(words.Starred).Markup("\">★</span>"u8);
        WriteTime(html, words, message.SentAt, words.TimesOf(message));
        html.Markup("</div></li>\n"u8);
    }

    /// <summary>Hours and minutes; the exact time for machines, and what else is said of it for who points at it.</summary>
    public static void WriteTime(HtmlOutput html, ExportWords words, DateTimeOffset at, string? more = null)
    {
        html.Markup("<time datetime=\""u8).Text(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        if (more is not null) html.Markup("\" title=\""u8).Text(more);
        html.Markup("\">"u8).Text(words.TimeOf(at)).Markup("</time>"u8);
    }

    private void WriteQuote(ExportQuote quote)
    {
        if (quote.IsDeleted) html.Markup("<div class=\"quote\">"u8);
        else html.Markup("<a class=\"quote\" href=\"#m"u8).Text(quote.Seq).Markup("\">"u8);
        html.Markup("<span class=\"sr\">"u8).Text(words.InAnswerTo).Markup("</span><b><bdi>"u8).Text(words.NameOf(quote.SenderId)).Markup("</bdi></b><span class=\"said\" dir=\"auto\">"u8)
            .Text(quote.IsDeleted ? words.Deleted : QuoteText.Of(quote.Text)).Markup(quote.IsDeleted ? "</span></div>"u8 : "</span></a>"u8);
    }

    private void WriteReactions(MessageReactions reactions)
    {
        html.Markup("<ul class=\"reactions\" aria-label=\""u8).Text(words.Reactions).Markup("\">"u8);
        foreach (var side in new[] { words.Own.Other(), words.Own })
        {
            if (reactions.Of(side) is { } put) html.Markup("<li>"u8).Text(put.Emoji).Markup(" <bdi>"u8).Text(words.NameOf(side)).Markup("</bdi></li>"u8);
        }

        html.Markup("</ul>"u8);
    }

    private void WriteEdits(IReadOnlyList<EarlierText> edits)
    {
        html.Markup("<details class=\"edits\"><summary>"u8).Text(words.Edited).Markup("</summary><ol>"u8);
        foreach (var earlier in edits)
        {
            html.Markup("<li><span class=\"until\">"u8).Text(words["File.Until", words.DateOf(earlier.ReplacedAt), words.TimeOf(earlier.ReplacedAt)]).Markup("</span>"u8);
            HtmlText.Write(html, earlier.Content, isPlain: false);
            html.Markup("</li>"u8);
        }

        html.Markup("</ol></details>"u8);
    }
}
