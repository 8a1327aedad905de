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

    [GeneratedRegex("`(\\w+\\.\\w+)`")]
    private static partial Regex Names();
}
