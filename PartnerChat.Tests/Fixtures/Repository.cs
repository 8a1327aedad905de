namespace PartnerChat.Tests.Fixtures;

/// <summary>The sources of this clone, for tests that read them.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules", "TestResults", "lib"];

    public static readonly string Root = FindRoot();

    /// <summary>The files below that folder whose names match one of the patterns: those that we write, not what is built of them.</summary>
    public static IEnumerable<SourceFile> Files(string folder, params string[] patterns) => patterns
        .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/')))
        .Where(file => !file.Path.Split('/').Intersect(NotOurs).Any());

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PartnerChat.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no PartnerChat.sln above the tests.");
        return folder;
    }
}

/// <summary>A file of ours, by its path in the repository.</summary>
internal sealed record SourceFile(string Path)
{
    public IReadOnlyList<string> Lines => File.ReadAllLines(System.IO.Path.Combine(Repository.Root, Path));

    /// <summary>"path:line: text" of every line that holds one of those words.</summary>
    public IEnumerable<string> LinesWith(IEnumerable<string> words) => Lines
        .Select((line, index) => (Line: line, Number: index + 1))
        .Where(l => words.Any(w => l.Line.Contains(w, StringComparison.Ordinal)))
        .Select(l => $"{Path}:{l.Number}: {l.Line.Trim()}");
}
