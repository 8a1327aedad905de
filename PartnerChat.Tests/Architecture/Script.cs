using System.Text.RegularExpressions;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Architecture;

/// <summary>A script of ours, as text: what it exports, and what it imports by a name.</summary>
/// <param name="Address">Where the browser gets it.</param>
internal sealed partial record Script(string Address, string Text)
{
    private const string Web = "PartnerChat.Web";

    public static IReadOnlyList<Script> All { get; } =
    [
        .. Repository.Files($"{Web}/wwwroot/js", "*.js").Concat(Repository.Files($"{Web}/Components", "*.razor.js"))
            .Select(f => new Script(f.Path[Web.Length..].Replace("/wwwroot/", "/", StringComparison.Ordinal), string.Join('\n', f.Lines))),
    ];

    /// <summary>The file that the app serves at that address.</summary>
    public static string FileOf(string address) =>
        Path.Combine([Repository.Root, Web, .. address.StartsWith("/Components/", StringComparison.Ordinal) ? (string[])[] : ["wwwroot"], address[1..]]);

    public IEnumerable<string> Exports => Exported().Matches(Text).Select(m => m.Groups[1].Value);

    /// <summary>"address name" of what is imported by a name.</summary>
    public IEnumerable<string> Imports =>
        from import in Imported().Matches(Text)
        let exporter = new Uri(new Uri($"http://scripts{Address}"), import.Groups[2].Value).AbsolutePath
        from name in import.Groups[1].Value.Split(',')
        select $"{exporter} {name.Split(" as ")[0].Trim()}";

    [GeneratedRegex(@"^export (?:async )?(?:function|class|const|let) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Exported();

    [GeneratedRegex(@"^import \{([^}]+)\} from '(\.[^']+)';", RegexOptions.Multiline)]
    private static partial Regex Imported();
}
