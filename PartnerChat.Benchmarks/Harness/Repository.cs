namespace PartnerChat.Benchmarks.Harness;

/// <summary>The clone that this was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PartnerChat.sln"))) return folder.FullName;
        }

        throw new BenchmarkException("The benchmarks publish the app from its sources: run them in a clone.");
    }
}
