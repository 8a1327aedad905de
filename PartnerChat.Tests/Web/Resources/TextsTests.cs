using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Resources;

public sealed partial class TextsTests
{
    public static TheoryData<string, string> AreasInLanguages => new(
        from area in Areas
        from language in Languages.All
        select (area.Name, language));

    private static IEnumerable<Type> Areas => typeof(BrowserTexts).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(BrowserTexts).Namespace && type.Name.EndsWith("Texts", StringComparison.Ordinal) && type != typeof(BrowserTexts));

    [Theory]
    [MemberData(nameof(AreasInLanguages))]
    public void Texts_EachLanguage_SaysTheSameThings(string area, string language)
    {
        var english = Read(area, "en");

        var translated = Read(area, language);

        Assert.Equal(Shape(english), Shape(translated));
    }

    // A text without words would be a button without a name.
    [Theory]
    [MemberData(nameof(AreasInLanguages))]
    public void Texts_EachLanguage_HasWordsForAll(string area, string language)
    {
        var silent = Read(area, language).Where(text => string.IsNullOrWhiteSpace(text.Value));

        Assert.Empty(silent);
    }

    // A plural may say its number in words ("two messages"), so only its general form is held to the places.
    private static IEnumerable<string> Shape(Dictionary<string, string> texts) => texts
        .OrderBy(text => text.Key, StringComparer.Ordinal)
        .Select(text => IsSpecialPlural().IsMatch(text.Key) ? text.Key : $"{text.Key}: {string.Join(' ', Places().Matches(text.Value).Select(m => m.Value).Order().Distinct())}");

    private static Dictionary<string, string> Read(string area, string language)
    {
        var resources = new ResourceManager($"PartnerChat.Web.Resources.{area}", typeof(BrowserTexts).Assembly);
        // What the language itself has, not what it falls back to. English stands in the neutral file.
        var culture = language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        var set = resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();

    [GeneratedRegex(@"\.(zero|one|two|few|many)$")]
    private static partial Regex IsSpecialPlural();
}
