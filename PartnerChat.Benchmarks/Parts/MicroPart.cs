using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Micro;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>Small pieces of a message's way by themselves, by BenchmarkDotNet in this process.</summary>
internal sealed class MicroPart : IBenchmarkPart
{
    private static readonly Type[] Benchmarks = [typeof(TextBenchmarks), typeof(EventBenchmarks), typeof(BubbleBenchmarks)];

    public string Name => "micro";

    public string About => "bubble rendering, event fan-out, frame parsing and the content rule by BenchmarkDotNet";

    public string Takes => "2 min";

    public Task RunAsync(Bench bench, CancellationToken ct)
    {
        // In this process: it runs from a build as it is, and leaves nothing to compile behind.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddLogger(NullLogger.Instance)
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .WithArtifactsPath(Path.Combine(bench.Options.Out, "micro"));
        var reports = Benchmarks.SelectMany(type => BenchmarkRunner.Run(type, config).Reports).ToList();
        if (reports.FirstOrDefault(r => !r.Success) is { } failed) throw new BenchmarkException($"{failed.BenchmarkCase.DisplayInfo} did not run.");
        bench.Report.Add(new Table("Small pieces", ["", "us", "error us", "bytes"], [.. reports.Select(RowOf)]));
        return Task.CompletedTask;
    }

    private static IReadOnlyList<string> RowOf(BenchmarkReport report)
    {
        var (run, what) = (report.ResultStatistics!, report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''));
        var parameters = report.BenchmarkCase.Parameters.Items.Count > 0 ? $", {report.BenchmarkCase.Parameters.DisplayInfo}" : "";
        return
        [
            what + parameters, Table.Number(run.Mean / 1e3), Table.Number(run.StandardError / 1e3), Table.Number(report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0),
        ];
    }
}
