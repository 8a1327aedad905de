using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Harness;

/// <summary>What the command line asks for, from its first word to the files with the results.</summary>
internal sealed class BenchmarkRun(IReadOnlyList<IBenchmarkPart> parts, Report report)
{
    private const string All = "all";
    private const int Done = 0, Failed = 1, Misused = 64;

    /// <returns>What the process exits with: 1 if a part could give no figure.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var options = BenchmarkOptions.Parse(arguments);
            var wanted = Choose(options);
            if (options.IsHelp || wanted.Count == 0) return Help();
            return await RunAsync(options, wanted, stop.Token) ? Done : Failed;
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Misused;
        }
    }

    private async Task<bool> RunAsync(BenchmarkOptions options, IReadOnlyList<IBenchmarkPart> wanted, CancellationToken ct)
    {
        await using var bench = await Bench.StartAsync(options, report, ct);
        var machine = Machine.Read(bench.Postgres.Version);
        report.Say(machine.ToString());
        var isWhole = true;
        foreach (var part in wanted)
        {
            report.Say($"{part.Name}: {part.About}");
            try
            {
                await part.RunAsync(bench, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // The other parts' figures are none the worse for it.
                isWhole = false;
                report.Say($"NO FIGURE from {part.Name}: {(e is BenchmarkException ? e.Message : e)}");
            }
        }

        await ResultFiles.WriteAsync(options.Out, machine, report, TimeProvider.System.GetUtcNow(), ct);
        report.Say($"Written to {Path.GetFullPath(options.Out)}");
        return isWhole;
    }

    private IReadOnlyList<IBenchmarkPart> Choose(BenchmarkOptions options) =>
        options.Parts is [All] ? parts : [.. options.Parts.Select(name => parts.FirstOrDefault(p => p.Name == name) ?? throw new ArgumentException($"There is no part {name}; --help lists them."))];

    private int Help()
    {
        report.Add(new Table(
            "dotnet run -c Release --project PartnerChat.Benchmarks -- all, or parts by name:", ["part", "takes", "tells"],
            [.. parts.Select(p => (IReadOnlyList<string>)[p.Name, p.Takes, p.About])]));
        report.Add(new Table("Options:", ["option", "default", ""],
        [
            ["--seconds N", "10", "how long each measured run lasts, a yardstick's too"],
            ["--rounds N", "3", "how often a figure is measured, between yardsticks; the median counts"],
            ["--warm-up N", "10", "seconds before anything counts, again and again until the app is compiled"],
            ["--pairs N", "200", "pairs of the parts with many"],
            ["--stored N", "10,000,000", "the most stored messages of growth"],
            ["--app FOLDER", "", "an app that was published before"],
            ["--out FOLDER", "artifacts/benchmarks", "where results.json and results.md go"],
        ]));
        return Done;
    }
}
