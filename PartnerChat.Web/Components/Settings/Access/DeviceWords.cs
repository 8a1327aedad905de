using Microsoft.Extensions.Localization;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Components.Layout;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Settings.Access;

/// <summary>How a device reads to its owner: "Firefox on Linux", "Berlin, 09:12".</summary>
internal sealed class DeviceWords(IStringLocalizer<SecurityTexts> words, TimeZoneInfo zone, DateTimeOffset now)
{
    // A sign-in in use is noted every five minutes.
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(6);

    public string NameOf(SignedInDevice device) => device switch
    {
        { Browser: { } browser, System: { } system } => words["BrowserOnSystem", browser, system],
        { Browser: { } browser } => browser,
        { System: { } system } => words["AnotherAppOn", system],
        _ => words["AnotherApp"],
    };

    public string SeenAt(SignedInDevice device, bool isThis)
    {
        if (isThis || now - device.LastSeenAt < JustNow) return words["Now"];
        var seen = TimeZoneInfo.ConvertTime(device.LastSeenAt, zone);
        var isToday = seen.Date == TimeZoneInfo.ConvertTime(now, zone).Date;
        return isToday ? seen.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) : ViewerZone.DayAndTime(device.LastSeenAt, zone);
    }
}
