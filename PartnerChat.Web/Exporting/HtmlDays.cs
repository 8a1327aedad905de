using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;

namespace PartnerChat.Web.Exporting;

/// <summary>Puts messages and notices into months, days and groups, as they come.</summary>
internal sealed class HtmlDays(HtmlOutput html, ExportWords words)
{
    private static readonly TimeSpan GroupSpan = TimeSpan.FromMinutes(3);

    private readonly HtmlMessage _message = new(html, words);
    private DateOnly? _day;
    private MessageRecord? _last;

    /// <summary>How many messages were written.</summary>
    public int Count { get; private set; }

    public void Write(ExportedMessage message)
    {
        var record = message.Message;
        Open(record.SentAt);
        _message.Write(message, isFirst: _last is null || _last.SenderId != record.SenderId || record.SentAt - _last.SentAt >= GroupSpan);
        _last = record;
        Count++;
    }

    public void Write(NoticeRecord notice)
    {
        Open(notice.At);
        _last = null;
        var (what, means) = words.SayNotice(notice);
        html.Markup("<li class=\"noted\"><strong>"u8).Text(what).Markup("</strong> "u8).Text(means).Markup(" "u8);
        HtmlMessage.WriteTime(html, words, notice.At);
        html.Markup("</li>\n"u8);
    }

    /// <summary>Nothing more comes.</summary>
    public void Close()
    {
        if (_day is not null) html.Markup("</ol></section>\n"u8);
    }

    private void Open(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(words.LocalOf(at));
        // As in the chat: where times do not rise with seq, what is of an earlier day stands in the later one.
        if (day <= _day) return;
        Close();
        if (_day is not { } former || (former.Year, former.Month) != (day.Year, day.Month)) WriteMonth(new DateOnly(day.Year, day.Month, 1));
        (_day, _last) = (day, null);
        html.Markup("<section class=\"day\"><h3 class=\"day-line\">"u8).Text(words.DayOf(day)).Markup("</h3>\n<ol>\n"u8);
    }

    private void WriteMonth(DateOnly month) => html
        .Markup("<h2 class=\"month\" id=\""u8).Text(HtmlFrame.IdOf(month)).Markup("\">"u8).Text(words.MonthOf(month)).Markup("</h2>\n"u8);
}
