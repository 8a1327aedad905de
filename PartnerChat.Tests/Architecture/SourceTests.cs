using System.Text.RegularExpressions;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Architecture;

/// <summary>What is held by reading the sources.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Projects = ["PartnerChat.Web", "PartnerChat.Data", "PartnerChat.Tests", "PartnerChat.Benchmarks"];

    [Theory]
    [InlineData("*.cs", 300)]
    [InlineData("*.razor", 150)]
    [InlineData("*.js", 300)]
    public void Files_Each_SayOneThing(string pattern, int most)
    {
        var tooLong = Ours(Projects, pattern)
            .Where(f => !f.Path.Contains("/Migrations/", StringComparison.Ordinal) && f.Lines.Count > most)
            .Select(f => $"{f.Path}: {f.Lines.Count} lines");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Program_Composes_AndDoesNothingElse()
    {
        var program = Assert.Single(Ours(["PartnerChat.Web"], "Program.cs"));

        Assert.InRange(program.Lines.Count, 1, 60);
    }

    [Theory]
    [InlineData("PartnerChat.Web/Components/Chat")]
    [InlineData("PartnerChat.Web/Components/Admin")]
    public void Components_WithWhatPeopleWrote_RenderNoStringAsMarkup(string folder)
    {
        var markup = Ours([folder], "*.razor", "*.cs").SelectMany(f => f.LinesWith(["MarkupString", "AddMarkupContent", "HtmlString"]));

        Assert.Empty(markup);
    }

    [Fact]
    public void Scripts_None_MakeMarkupOfText()
    {
        var scripts = Ours(["PartnerChat.Web/wwwroot/js"], "*.js").Concat(Ours(["PartnerChat.Web/Components"], "*.razor.js"));

        var markup = scripts.SelectMany(f => f.LinesWith(["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "setHTMLUnsafe", "DOMParser"]));

        Assert.Empty(markup);
    }

    [Fact]
    public void Clock_IsNeverTheMachines()
    {
        var direct = Ours(["PartnerChat.Web", "PartnerChat.Data"], "*.cs", "*.razor")
            .SelectMany(f => f.LinesWith(["DateTime.UtcNow", "DateTimeOffset.UtcNow", "DateTime.Now", "DateTimeOffset.Now", "DateTime.Today"]));

        Assert.Empty(direct);
    }

    // A collection expression and LINQ ask such a dictionary for its size, and then have it copied: it throws when it grows in between. Its own ToArray does not.
    [Fact]
    public void ConcurrentDictionaries_AreCopiedByThemselves()
    {
        var copied = Ours(["PartnerChat.Web", "PartnerChat.Data", "PartnerChat.Benchmarks"], "*.cs")
            .SelectMany(f => f.Lines.SelectMany(l => ConcurrentDictionary().Matches(l)).Select(m => m.Groups[1].Value).Distinct()
                .SelectMany(name => f.LinesWith([$"[.. {name}]", $"{name}.ToList()", $"{name}.ToDictionary(", $"{name}.Order"])));

        Assert.Empty(copied);
    }

    // Every connection but those of the start works as a role that cannot change the audit log.
    [Fact]
    public void Owner_OfTheTables_IsAskedByTheStartAlone()
    {
        var asking = Ours(["PartnerChat.Web", "PartnerChat.Data"], "*.cs", "*.razor").Where(f => f.Lines.Any(l => l.Contains("ChatDataSources>().Owner", StringComparison.Ordinal) || l.Contains("sources.Owner", StringComparison.OrdinalIgnoreCase)));

        Assert.Equal(["DatabaseMigration.cs"], asking.Select(f => Path.GetFileName(f.Path)));
    }

    [Fact]
    public void Ids_AreOfVersionSeven()
    {
        var random = Ours(["PartnerChat.Web", "PartnerChat.Data"], "*.cs", "*.razor").SelectMany(f => f.LinesWith(["Guid.NewGuid("]));

        Assert.Empty(random);
    }

    // A scan that finds no file would hold for ever.
    private static List<SourceFile> Ours(IEnumerable<string> folders, params string[] patterns)
    {
        var files = folders.SelectMany(f => Repository.Files(f, patterns)).ToList();
        Assert.NotEmpty(files);
        return files;
    }

    [GeneratedRegex(@"ConcurrentDictionary<.*> (\w+) =")]
    private static partial Regex ConcurrentDictionary();
}
