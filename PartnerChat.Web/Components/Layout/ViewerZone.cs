using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Layout;

/// <summary>The reader's time zone, as their browser told it by cookie; UTC before it did.</summary>
internal static class ViewerZone
{
    public const string CookieName = "pc-zone";

    public static TimeZoneInfo Read(HttpRequest request) => Find(request.Cookies[CookieName]);

    /// <summary>The zone of that name; UTC where it is none.</summary>
    public static TimeZoneInfo Find(string? name) =>
        name is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>"11 November", as the reader's calendar has it.</summary>
    public static string Day(DateTimeOffset time, TimeZoneInfo zone, IStringLocalizer<ChatTexts> words) => TimeZoneInfo.ConvertTime(time, zone).ToString(words["DateFormat"], Languages.Reader);

    /// <summary>"11 November, 14:02".</summary>
    public static string DayAndTime(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("d MMMM, HH:mm", Languages.Reader);
}
