using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Parts;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.Yardsticks;

namespace PartnerChat.Benchmarks;

// Named, and not Program: the tests see that one of the app.
internal static class BenchmarkProgram
{
    private static readonly IBenchmarkPart[] Parts =
    [
        new PairsPart(),
        new LatencyPart(),
        new CpuPart(),
        new HistoryPart(),
        new ChangesPart(),
        new BubblePart(),
        new EnterPart(),
        new LoadPart(),
        new StartPart(),
        new SocketsPart(),
        new CircuitsPart(),
        new KillPart(),
        new MicroPart(),
        new GrowthPart(),
    ];

    public static async Task<int> Main(string[] args)
    {
        if (args is [KestrelRelay.Verb, var url])
        {
            await KestrelRelay.RunAsync(url);
            return 0;
        }

        // Callbacks here are short: they run where the frame came in. What is started from here is not to do the same.
        Environment.SetEnvironmentVariable(PublishedApp.InlineCompletions, "1");
        return await new BenchmarkRun(Parts, new Report(Console.Out)).RunAsync(args);
    }
}
