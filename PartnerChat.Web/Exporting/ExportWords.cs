using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Exporting;

/// <summary>The words of one exported page: in its reader's language, on their clock, and as true in twenty years as today.</summary>
internal sealed class ExportWords(ConversationExport export, IStringLocalizer<ExportTexts> texts, IStringLocalizer<ChatTexts> chat, IStringLocalizer<MessageTexts> message, IStringLocalizer<NoticeTexts> notices,
    IStringLocalizer<LeavingTexts> leaving, IStringLocalizer<LookTexts> looks)
{
    private readonly CultureInfo _language = Languages.Reader;
    private readonly string _dayFormat = chat["DayFormatYear"];
    private readonly string _dateFormat = chat["DateFormatYear"];
    private readonly string _nameA = export.Visit.Membership.Facts.NameA;
    private readonly string _nameB = export.Visit.Membership.Facts.NameB ?? chat["YourPartner"];

    public ConversationExport Export => export;

    /// <summary>The side of whoever exports: theirs are the messages at the line's end.</summary>
    public PartnerSide Own => export.Visit.Participant.Side;

    public string Language => _language.Name;

    public string Title => texts["File.Title", NameOf(Own), NameOf(Own.Other())];

    public string Since => texts["File.Since", DateOf(export.Visit.Membership.Since)];

    public string? Ended => export.Scope.EndedAt is { } at ? texts["File.Ended", DateOf(at)].Value : null;

    public string Exported => texts["File.Exported", Count(export.Count), DateOf(export.At), TimeOf(export.At), export.Zone.Id];

    public string End => texts["File.End"];

    public string Edited { get; } = message["Edited"];

    public string InAnswerTo { get; } = message["InAnswerTo"];

    public string Deleted { get; } = chat["MessageDeleted"];

    public string Starred { get; } = texts["File.Starred"];

    public string Reactions { get; } = texts["File.Reactions"];

    public string this[string key, params object[] values] => texts[key, values];

    public string Count(int messages) => texts.Counted("Messages", messages);

    public string NameOf(PartnerSide side) => side == PartnerSide.A ? _nameA : _nameB;

    public DateTime LocalOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, export.Zone).DateTime;

    public string DayOf(DateOnly day) => day.ToString(_dayFormat, _language);

    public string DateOf(DateTimeOffset at) => LocalOf(at).ToString(_dateFormat, _language);

    public string TimeOf(DateTimeOffset at) => LocalOf(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"November 2026".</summary>
    public string MonthOf(DateOnly month) => month.ToString("Y", _language);

    /// <summary>"November".</summary>
    public string MonthNameOf(DateOnly month) => month.ToString("MMMM", _language);

    /// <summary>When it was sent, delivered and read, to the second; the day where it is another.</summary>
    public string TimesOf(MessageRecord of)
    {
        var times = $"{message["Sent"]} {ExactOf(of.SentAt)}";
        if (of.DeliveredAt is { } delivered) times = $"{times} · {message["Delivered"]} {ExactOf(delivered)}";
        return of.ReadAt is { } read ? $"{times} · {message["Read"]} {ExactOf(read)}" : times;

        string ExactOf(DateTimeOffset at)
        {
            var (local, time) = (LocalOf(at), LocalOf(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            return local.Date == LocalOf(of.SentAt).Date ? time : $"{DateOf(at)}, {time}";
        }
    }

    /// <summary>What happened, and what it means; the second may be empty.</summary>
    public (string What, string Means) SayNotice(NoticeRecord notice) => notice.Kind switch
    {
        Notice.ReceiptsOff => (notices["ReceiptsOffBy", NameOf(notice.By ?? Own)], notices["ReceiptsOffMeans"]),
        Notice.ReceiptsOn => (notices["ReceiptsOnBy", NameOf(notice.By ?? Own)], notices[notice.Shown ? "ReceiptsOnMeans" : "ReceiptsStillOff"]),
        Notice.Ended => (notice.By is { } by ? leaving[notice.WithAccount ? "NoticeWithAccount" : "NoticeBy", NameOf(by)] : texts["Notice.Ended"], ""),
        _ when notice.Look is { } look => (looks["Who", Alone(look.Name)], $"{SpanOf(notice.At, look.Until)}, {PagesOf(look.Pages)}. {looks["Reason", Alone(look.Reason)]}"),
        _ => (texts["Notice.Inspected"], ""),
    };

    private string SpanOf(DateTimeOffset from, DateTimeOffset to) =>
        looks["On", DateOf(from), TimeOf(from) == TimeOf(to) ? TimeOf(from) : looks["Span", TimeOf(from), TimeOf(to)].Value];

    private string PagesOf(IReadOnlyList<int> pages) => pages switch
    {
        [var only] => looks["Page", only],
        [var first, .., var last] when last - first + 1 == pages.Count => looks["PagesTo", first, last],
        _ => looks["PagesOf", string.Join(looks["Comma"], pages)],
    };

    // Whatever direction their letters have, the sentence around them keeps its own.
    private static string Alone(string text) => $"\u2068{text}\u2069";
}
