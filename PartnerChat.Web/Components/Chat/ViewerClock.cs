using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Chat;

/// <summary>The viewer's own clock: their zone, their today, and how times and days read in their language.</summary>
public sealed class ViewerClock(TimeProvider time, string? zoneId, IStringLocalizer<ChatTexts> words)
{
    // The same few strings for everybody.
    private static readonly string[] Minutes =
        [.. Enumerable.Range(0, 24 * 60).Select(m => TimeOnly.MinValue.AddMinutes(m).ToString("HH:mm", CultureInfo.InvariantCulture))];

    private readonly CultureInfo _language = Languages.Reader;

    private readonly TimeZoneInfo _zone = zoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The zone by which it goes: the one asked for, or UTC where there is no such.</summary>
    public string ZoneId => _zone.Id;

    /// <summary>Today where the viewer is.</summary>
    public DateOnly Today => DayOf(time.GetUtcNow());

    /// <summary>How long until the viewer's next midnight, when "Today" becomes "Yesterday".</summary>
    public TimeSpan UntilMidnight
    {
        get
        {
            var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), _zone);
            var midnight = now.Date.AddDays(1);
            // Where clocks are set back over midnight it comes twice: the day turns at the first.
            var offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
            return new DateTimeOffset(midnight, offset) - now;
        }
    }

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>When that day begins where the viewer is.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks are set on over midnight, the day begins with the first time that there is; where they are set back, with the first of two.
        while (_zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);
        var offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }

    /// <summary>Hours and minutes.</summary>
    public string TimeOf(DateTimeOffset at) => DayAndTimeOf(at).Time;

    /// <summary>Both at once.</summary>
    public (DateOnly Day, string Time) DayAndTimeOf(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, _zone).DateTime;
        return (DateOnly.FromDateTime(local), Minutes[(local.Hour * 60) + local.Minute]);
    }

    /// <summary>Hours, minutes and seconds.</summary>
    public string ExactTimeOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>"Today", "Yesterday", "Tuesday, 4 November", with the year if another.</summary>
    public string NameOf(DateOnly day) => (Today.DayNumber - day.DayNumber) switch
    {
        0 => words["Today"],
        1 => words["Yesterday"],
        _ => Write(day, "DayFormat", "DayFormatYear"),
    };

    /// <summary>"2 November", with the year if another.</summary>
    public string DateOf(DateTimeOffset at) => Write(DayOf(at), "DateFormat", "DateFormatYear");

    /// <summary>"New since 12:10", with the day if that is another than the first unread message's.</summary>
    /// <param name="before">When the last message before it was sent; null if there is none.</param>
    public string NewSince(DateTimeOffset? before, DateTimeOffset unread)
    {
        if (before is not { } at) return words["New"];
        var day = DayOf(at);
        if (day == DayOf(unread)) return words["NewSince", TimeOf(at)];
        return (Today.DayNumber - day.DayNumber) switch
        {
            0 => words["NewSinceToday", TimeOf(at)],
            1 => words["NewSinceYesterday", TimeOf(at)],
            _ => words["NewSinceDay", NameOf(day), TimeOf(at)],
        };
    }

    // Where the year is another, it is said.
    private string Write(DateOnly day, string format, string withYear) => day.ToString(words[day.Year == Today.Year ? format : withYear].Value, _language);
}
