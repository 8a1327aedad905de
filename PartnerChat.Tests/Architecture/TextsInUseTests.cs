using System.Text.RegularExpressions;
using System.Xml.Linq;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Architecture;

/// <summary>Every text is asked for by somebody: by its key, or by a key that is put together (<c>Key.{name}</c>) of words that are written somewhere.</summary>
public sealed partial class TextsInUseTests
{
    private static readonly List<(string Path, string Text)> Sources =
        [.. Repository.Files("PartnerChat.Web", "*.cs", "*.razor", "*.js").Select(f => (f.Path, string.Join('\n', f.Lines)))];

    private static readonly HashSet<string> Words =
        [.. Sources.SelectMany(s => Word().Matches(s.Text)).Select(m => m.Value), .. House.Web.GetTypes().Concat(House.Data.GetTypes()).Where(t => t.IsEnum).SelectMany(Enum.GetNames)];

    public static TheoryData<string> Areas => [.. Repository.Files("PartnerChat.Web/Resources", "*Texts.resx").Select(f => Path.GetFileNameWithoutExtension(f.Path)).Order()];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Texts_OfEachArea_AreAskedFor(string area)
    {
        var scripts = AskedIn(Sources.Where(s => s.Path.EndsWith(".js", StringComparison.Ordinal)));
        var pages = AskedIn(Sources.Where(s => Knows(s.Path, area)));

        var idle = KeysOf(area).Where(key => !(key.StartsWith("Js.", StringComparison.Ordinal) ? scripts : pages)(key));

        Assert.Empty(idle);
    }

    // The code behind a component asks by what is injected in the markup, and the other way round; some ask by a class that hands the words on.
    private static bool Knows(string path, string area)
    {
        if (path.EndsWith(".js", StringComparison.Ordinal)) return false;
        string[] hands = [area, .. Sources.Where(s => IsClass(s.Path) && s.Text.Contains($"IStringLocalizer<{area}>", StringComparison.Ordinal)).Select(s => Path.GetFileNameWithoutExtension(s.Path))];
        return Sources.Any(s => (s.Path == path || s.Path == $"{path}.cs" || $"{s.Path}.cs" == path) && hands.Any(h => s.Text.Contains(h, StringComparison.Ordinal)));
    }

    private static bool IsClass(string path) => path.EndsWith(".cs", StringComparison.Ordinal) && !path.EndsWith(".razor.cs", StringComparison.Ordinal);

    private static Func<string, bool> AskedIn(IEnumerable<(string Path, string Text)> sources)
    {
        var texts = sources.Select(s => s.Text).ToList();
        var whole = texts.SelectMany(t => Word().Matches(t)).Select(m => m.Value).ToHashSet();
        var begun = texts.SelectMany(t => Beginning().Matches(t)).Select(m => m.Value).ToHashSet();
        return key => whole.Contains(key) || whole.Contains(Plural().Replace(key, "")) || begun.Any(b => key.StartsWith(b, StringComparison.Ordinal) && Words.Contains(key[b.Length..]));
    }

    private static IEnumerable<string> KeysOf(string area) =>
        XDocument.Load(Path.Combine(Repository.Root, "PartnerChat.Web", "Resources", $"{area}.resx")).Root!.Elements("data").Select(d => d.Attribute("name")!.Value);

    // "+" for the chords of the keyboard map.
    [GeneratedRegex("(?<=[\"'`+])[\\w.]+(?=[\"'`+])")]
    private static partial Regex Word();

    [GeneratedRegex("(?<=[\"'`])[\\w.]+\\.(?=\\$?\\{)")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\.(zero|one|two|few|many|other)$")]
    private static partial Regex Plural();
}
