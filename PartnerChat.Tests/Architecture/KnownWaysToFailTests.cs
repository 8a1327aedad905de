using System.Text.RegularExpressions;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Architecture;

/// <summary><c>docs/known-ways-to-fail.md</c> names tests; they are there.</summary>
public sealed partial class KnownWaysToFailTests
{
    [Fact]
    public void Tests_NamedInTheTable_Exist()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "docs", "known-ways-to-fail.md"));
        var named = Names().Matches(table).Select(m => m.Groups[1].Value).ToList();
        var written = typeof(KnownWaysToFailTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods().Where(m => m.IsDefined(typeof(FactAttribute), inherit: true)).Select(m => $"{t.Name}.{m.Name}")).ToHashSet();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => !written.Contains(n));
    }

    [Fact]
    public void Line_OfTheTable_HasATestWhoseNameSaysIt()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "docs", "known-ways-to-fail.md")).Where(l => l.StartsWith('|') && l.Contains('`')).Select(l => l.Split('|')).ToList();

        Assert.True(lines.Count > 25);
        Assert.DoesNotContain(lines, l => !Names().Matches(l[2]).Any(m => IsSaidBy(l[1], m.Groups[1].Value.Split('.')[1].Split('_')[0])));
    }

    // "OpensAtTheWrongPlace" says "opens at the wrong place".
    private static bool IsSaidBy(string line, string beginning) =>
        beginning.Length > 10 && string.Concat(line.Where(char.IsLetter)).Contains(beginning, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("`(\\w+\\.\\w+)`")]
    private static partial Regex Names();
}
