using System.Diagnostics.CodeAnalysis;

namespace PartnerChat.Web.Exporting;

/// <summary>A time zone as a caller names it: by its IANA name.</summary>
internal static class ExportZone
{
    private const int LongestName = 64;

    public static bool TryParse(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return name.Length is > 0 and <= LongestName && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }
}
