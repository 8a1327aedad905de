using System.Globalization;

namespace PartnerChat.Web.Components.Chat;

/// <summary>The viewer's own clock: their zone, their today, and how times and days read.</summary>
public sealed class ViewerClock(TimeProvider time, string? zoneId)
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

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

    /// <summary>Hours and minutes.</summary>
    public string TimeOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"Today", "Yesterday", "Tuesday, 4 November", with the year if another.</summary>
    public string NameOf(DateOnly day) => (Today.DayNumber - day.DayNumber) switch
    {
        0 => "Today",
        1 => "Yesterday",
        _ => day.ToString(day.Year == Today.Year ? "dddd, d MMMM" : "dddd, d MMMM yyyy", Culture),
    };

    /// <summary>"2 November", with the year if another.</summary>
    public string DateOf(DateTimeOffset at)
    {
        var day = DayOf(at);
        return day.ToString(day.Year == Today.Year ? "d MMMM" : "d MMMM yyyy", Culture);
    }
}
