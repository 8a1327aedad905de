using System.Text.RegularExpressions;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Exporting;

/// <summary>An exported page has a style sheet of its own, and the colours of ours.</summary>
public sealed partial class ExportLooksTests
{
    private static readonly string Sheet = Read("PartnerChat.Web/Exporting/export.css");

    [Fact]
    public void Colours_Each_AreThoseOfOurPages()
    {
        var ours = Pair().Matches(Read("PartnerChat.Web/wwwroot/css/tokens.css")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        var its = Pair().Matches(Sheet).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        Assert.True(its.Count > 8);
        Assert.All(its, pair => Assert.Equal(ours[$"pc-{pair.Key}"], pair.Value));
    }

    [Fact]
    public void Sheet_OfAFileThatStandsAlone_LoadsNothing()
    {
        Assert.DoesNotMatch(@"url\(|@import|http", Sheet);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"--([\w-]+):\s+light-dark\((#\w+, #\w+)\)")]
    private static partial Regex Pair();
}
