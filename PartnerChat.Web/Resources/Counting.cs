using System.Globalization;
using Microsoft.Extensions.Localization;

namespace PartnerChat.Web.Resources;

/// <summary>Texts that change with a number, as <c>counted</c> of <c>texts.js</c> has them in the browser.</summary>
public static class Counting
{
    /// <summary>The text of that key in the form that the number takes in the reader's language: <c>.one</c>, <c>.two</c>, <c>.few</c>, else <c>.other</c>.</summary>
    public static string Counted(this IStringLocalizer words, string key, int count)
    {
        var number = count.ToString(CultureInfo.InvariantCulture);
        var text = words[$"{key}.{FormOf(count)}", number];
        return text.ResourceNotFound ? words[$"{key}.other", number] : text;
    }

    private static string FormOf(int count) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch
    {
        "ar" => count switch { 1 => "one", 2 => "two", _ => count % 100 is >= 3 and <= 10 ? "few" : "other" },
        "fr" => count <= 1 ? "one" : "other",
        _ => count == 1 ? "one" : "other",
    };
}
