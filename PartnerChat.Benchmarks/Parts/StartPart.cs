using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>How long the app takes from its start on a database that is there until it is ready.</summary>
internal sealed class StartPart : IBenchmarkPart
{
    private const int Starts = 7;
    private const double AtMost = 3;

    public string Name => "start";

    public string About => "the app's start on an existing database, until it says that it is ready";

    public string Takes => "30 s";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        List<double> took = [];
        for (var i = 0; i < Starts; i++) took.Add((await bench.App.RestartAsync(ct)).TotalSeconds);
        bench.Report.Add(new Table("Starts", ["", "s"], [.. took.Select((t, i) => (IReadOnlyList<string>)[$"{i + 1}", Table.Number(t)])]));
        bench.Report.Add(new Figure(Name, "start on an existing database", Median.Of(took), "s", new Bar(AtMost, IsFloor: false)));
    }
}
