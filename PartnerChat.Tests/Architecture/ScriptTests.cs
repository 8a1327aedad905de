using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Architecture;

/// <summary>No build reads the scripts: one that does not parse, or asks another for what it does not have, would end every circuit.</summary>
public sealed partial class ScriptTests(ChromiumFixture chromium)
{
    private const string Host = "http://scripts";

    [Fact]
    public async Task Scripts_Each_ParseAndFindWhatTheyImport()
    {
        var problems = await LinkAsync(Script.All.Select(s => s.Address));

        Assert.Empty(problems);
    }

    // A check that finds nothing would hold for ever.
    [Theory]
    [InlineData("const a = ;", "SyntaxError")]
    [InlineData("import { noSuchThing } from './uuid.js';", "noSuchThing")]
    [InlineData("import { uuid } from './no-such-file.js';", "Failed to fetch")]
    [InlineData("import { uuid } from './uuid.js'; const one = uuid(; ", "SyntaxError")]
    public async Task Scripts_OneThatIsBroken_IsFound(string text, string problem)
    {
        var problems = await LinkAsync(["/js/broken.js"], text);

        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Exports_Each_AreAskedFor()
    {
        var imported = Script.All.SelectMany(s => s.Imports).ToHashSet();
        // What the components call by its name.
        var called = Repository.Files("PartnerChat.Web/Components", "*.cs", "*.razor").SelectMany(f => f.Lines).SelectMany(l => Quoted().Matches(l)).Select(m => m.Groups[1].Value).ToHashSet();

        var idle =
            from script in Script.All
            from name in script.Exports
            where !imported.Contains($"{script.Address} {name}") && !(script.Address.EndsWith(".razor.js", StringComparison.Ordinal) && called.Contains(name))
            select $"{script.Address} {name}";

        Assert.NotEmpty(imported);
        Assert.Empty(idle);
    }

    [Fact]
    public void Scripts_Each_AreLoadedBySomething()
    {
        var loads = string.Join('\n', Repository.Files("PartnerChat.Web/Components", "*.razor", "*.cs", "*.razor.js").Concat(Repository.Files("PartnerChat.Web/wwwroot/js", "*.js")).SelectMany(f => f.Lines));

        Assert.DoesNotContain(Script.All, s => !loads.Contains($"/{Path.GetFileName(s.Address)}'", StringComparison.Ordinal) && !loads.Contains($"{s.Address[1..]}\"", StringComparison.Ordinal));
    }

    // A module's imports are all read and bound before the first of them runs: with one in front that throws, none of ours does.
    private async Task<IReadOnlyList<string>> LinkAsync(IEnumerable<string> addresses, string? broken = null)
    {
        await using var profile = await chromium.NewProfileAsync(Host);
        await profile.RouteAsync("**/*", route => AnswerAsync(route, broken));
        var page = await profile.NewPageAsync();
        await page.GotoAsync("/");
        return await page.EvaluateAsync<string[]>(
            """
            async addresses => {
              const link = address => import(`/entry?${address}`).then(() => 'it ran', e => e.message === 'bound' ? null : `${address}: ${e.name}: ${e.message}`);
              return (await Promise.all(addresses.map(link))).filter(problem => problem);
            }
            """, addresses.ToArray());
    }

    private static Task AnswerAsync(IRoute route, string? broken)
    {
        var url = new Uri(route.Request.Url);
        return url.AbsolutePath switch
        {
            "/" => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Scripts</title>" }),
            "/entry" => route.FulfillAsync(Module($"import '/stop'; import '{url.Query[1..]}';")),
            "/stop" => route.FulfillAsync(Module("throw new Error('bound');")),
            "/js/broken.js" => route.FulfillAsync(Module(broken ?? "")),
            var address when Script.FileOf(address) is var file && File.Exists(file) => route.FulfillAsync(Module(File.ReadAllText(file))),
            _ => route.FulfillAsync(new() { Status = (int)HttpStatusCode.NotFound }),
        };
    }

    private static RouteFulfillOptions Module(string text) => new() { ContentType = "text/javascript; charset=utf-8", Body = text };

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Quoted();
}
