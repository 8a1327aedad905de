using System.IO.Pipelines;
using Microsoft.Extensions.Localization;
using PartnerChat.Data.Exporting;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Exporting;

/// <summary>The conversation as one page to read: no script, nothing that it would have to load, and its own looks.</summary>
internal sealed class HtmlExport(
    ExportLooks styles, IStringLocalizer<ExportTexts> texts, IStringLocalizer<ChatTexts> chat, IStringLocalizer<MessageTexts> message, IStringLocalizer<NoticeTexts> notices,
    IStringLocalizer<LeavingTexts> leaving, IStringLocalizer<LookTexts> looks) : IExportWriter
{
    public ExportFormat Format => ExportFormat.Html;

    public string ContentType => "text/html; charset=utf-8";

    public string Extension => "html";

    public async Task<bool> WriteAsync(ConversationExport export, PipeWriter body, CancellationToken ct)
    {
        var words = new ExportWords(export, texts, chat, message, notices, leaving, looks);
        var html = new HtmlOutput(body);
        HtmlFrame.WriteStart(html, words, styles.Styles);
        var days = new HtmlDays(html, words);
        await foreach (var page in export.ReadAsync(ct))
        {
            if (page.Value is not { } read || !await WriteAsync(read, days, html, ct)) return false;
        }

        days.Close();
        HtmlFrame.WriteEnd(html, words, days.Count);
        return await html.PassOnAsync(ct, all: true);
    }

    // Messages and notices stand by their time.
    private static async ValueTask<bool> WriteAsync(ExportPage page, HtmlDays days, HtmlOutput html, CancellationToken ct)
    {
        var told = 0;
        foreach (var message in page.Messages)
        {
            for (; told < page.Notices.Count && page.Notices[told].At < message.Message.SentAt; told++) days.Write(page.Notices[told]);
            days.Write(message);
            if (!await html.PassOnAsync(ct)) return false;
        }

        for (; told < page.Notices.Count; told++) days.Write(page.Notices[told]);
        return await html.PassOnAsync(ct);
    }
}
