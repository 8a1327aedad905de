using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Parts;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.Yardsticks;

if (args is [KestrelRelay.Verb, var url])
{
    await KestrelRelay.RunAsync(url);
    return 0;
}

IBenchmarkPart[] parts =
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
return await new BenchmarkRun(parts, new Report(Console.Out)).RunAsync(args);
