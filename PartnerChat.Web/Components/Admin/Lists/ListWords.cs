using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Admin.Lists;

/// <summary>Times as the lists say them.</summary>
internal static class ListWords
{
    /// <summary>"today, 17:41", "yesterday, 23:10", "19 October", "19 October 2025".</summary>
    public static string Told(this IStringLocalizer<FiguresTexts> words, DateTimeOffset at, TimeZoneInfo zone, TimeProvider time)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var clock = local.ToString("HH:mm", Languages.Reader);
        return (Today(zone, time).Date - local.Date).Days switch
        {
            0 => words["TodayAt", clock],
            1 => words["YesterdayAt", clock],
            _ => words.Day(at, zone, time),
        };
    }

    /// <summary>"19 October", with the year if it is another.</summary>
    public static string Day(this IStringLocalizer<FiguresTexts> words, DateTimeOffset at, TimeZoneInfo zone, TimeProvider time)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.ToString(words[local.Year == Today(zone, time).Year ? "DayFormat" : "DayYearFormat"], Languages.Reader);
    }

    private static DateTimeOffset Today(TimeZoneInfo zone, TimeProvider time) => TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);
}
