using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Admin;

/// <summary>Times as an admin reads them: to the second, in their zone and language.</summary>
internal static class AdminTimes
{
    /// <summary>"23 November 2026, 14:02:51".</summary>
    public static string Exact(this TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMMM yyyy, HH:mm:ss", Languages.Reader);

    /// <summary>"14:02".</summary>
    public static string Clock(this TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", Languages.Reader);

    /// <summary>When that day begins there.</summary>
    public static DateTimeOffset StartOf(this TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks are set on over midnight, the day begins with the first time that there is.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
