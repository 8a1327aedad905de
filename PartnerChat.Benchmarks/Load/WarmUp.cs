using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.Load;

/// <summary>Keeps the app busy until it is compiled: on a machine whose processors are all in use that may take a minute.</summary>
internal static class WarmUp
{
    private const double StillCompiling = 0.03;
    private const int MostTurns = 10;

    /// <param name="run">Keeps it busy for that long.</param>
    public static async Task RunAsync(Bench bench, Func<TimeSpan, Task> run)
    {
        var turn = TimeSpan.FromSeconds(bench.Options.WarmUp);
        for (var i = 0; i < MostTurns; i++)
        {
            var (compiling, all) = (ProcessCpu.OfCompiling(bench.App.ProcessId), ProcessCpu.Of(bench.App.ProcessId));
            await run(turn);
            if (ProcessCpu.OfCompiling(bench.App.ProcessId) - compiling < StillCompiling * (ProcessCpu.Of(bench.App.ProcessId) - all)) return;
        }

        bench.Report.Say($"After {MostTurns * turn.TotalSeconds:0} s the app was still being compiled; the figures are too low.");
    }
}
