using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.Yardsticks;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>What a message costs app and PostgreSQL together, beside a relay that does nothing with it.</summary>
internal sealed class CpuPart : IBenchmarkPart
{
    private const double AtMost = 230, WhereRelayTakes = 50;

    public string Name => "cpu";

    public string About => "processor time of app and PostgreSQL for a message, many pairs, beside a bare relay";

    public string Takes => "1 min 30";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var pairs = bench.Options.Pairs;
        using var relay = await RelayYardstick.StartAsync(ct);
        using var bare = await relay.ConnectAsync(pairs, ct);
        using var talk = await ChatTalk.ConnectAsync(bench, pairs, ct);
        await bare.RunAsync(TimeSpan.FromSeconds(bench.Options.WarmUp), ct);
        await WarmUp.RunAsync(bench, time => talk.RunAsync(time, ct));
        List<TalkResult> ours = [], least = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            least.Add(await bare.RunAsync(bench.Duration, ct));
            ours.Add(await talk.RunAsync(bench.Duration, ct));
        }

        await talk.CheckAsync(ct);
        bench.Report.Add(TalkTable.Of($"{pairs} pairs, each round", ours.Zip(least).SelectMany(r => new[] { ("app", r.First), ("relay", r.Second) })));
        bench.Report.Add(new Figure(Name, "app and PostgreSQL, a message", Median.Of(ours.Select(r => r.Each(r.Cpu.Server))), "us",
            new Bar(AtMost / WhereRelayTakes, IsFloor: false, IsRatio: true, $"{AtMost:0} us where the relay takes {WhereRelayTakes:0}"),
            new Yardstick("Kestrel relay", Median.Of(least.Select(r => r.Each(r.Cpu.App))), "us")));
        bench.Report.Add(new Figure(Name, "of it the app", Median.Of(ours.Select(r => r.Each(r.Cpu.App))), "us"));
    }
}
