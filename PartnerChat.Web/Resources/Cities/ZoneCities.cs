using System.Text.Json;

namespace PartnerChat.Web.Resources.Cities;

/// <summary>The cities by which time zones go, in the reader's language.</summary>
internal static class ZoneCities
{
    private static readonly Dictionary<string, Dictionary<string, string>> ByLanguage = Read();

    /// <summary>"Europe/Brussels" is "Brüssel" in German. Null where a zone says no place.</summary>
    public static string? Of(string? zone)
    {
        if (zone?.Split('/') is not { Length: > 1 } parts || parts[0] is "Etc" or "SystemV") return null;
        return ByLanguage.GetValueOrDefault(Languages.Reader.TwoLetterISOLanguageName)?.GetValueOrDefault(zone) ?? parts[^1].Replace('_', ' ');
    }

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var stream = typeof(ZoneCities).Assembly.GetManifestResourceStream("cities.json") ?? throw new InvalidOperationException("The list of cities is missing.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream) ?? [];
    }
}
