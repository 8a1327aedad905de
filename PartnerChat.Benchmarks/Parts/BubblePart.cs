using PartnerChat.Benchmarks.Circuits;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>What one more message costs a view of 200: bubbles rendered, bytes on the line, processor time.</summary>
internal sealed class BubblePart : IBenchmarkPart
{
    private const int View = 200, Opening = 50, Couples = 20, PerSecond = 200;
    private const double BytesAtMost = 2_000, CpuAtMost = 100;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    public string Name => "bubble";

    public string About => "one more message in a view of 200: bubbles rendered, bytes on the line, the app's processor time beside a socket's";

    public string Takes => "1 min 30";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var couples = await bench.Seed.AddPairsAsync(Couples, ct);
        await bench.Seed.AddMessagesAsync(couples, Opening, ct);
        await using var crowd = await CircuitCrowd.OpenAsync(bench, [.. couples.Select(c => c.B)], ct);
        using var talk = await SteadyTalk.ConnectAsync(bench, couples, ct, hasReaders: false);
        // Until each view has its 200, and beyond, so that the code is compiled.
        var filling = TimeSpan.FromSeconds(Couples * (View - Opening) / (double)PerSecond);
        await WarmUp.RunAsync(bench, time => talk.RunAsync(PerSecond, time > filling ? time : filling, ct));
        await CountAsync(bench, ct);
        List<double> each = [], told = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await LetGoAsync(bench, crowd, talk, ct);
            each.Add(await CpuEachAsync(bench, talk, ct));
            told.Add(await ToldAsync(bench, ct));
        }

        crowd.Check();
        await talk.CheckAsync(ct, Opening);
        bench.Report.Add(new Table($"{PerSecond} messages a second over {Couples} couples, the app's processor time", ["round", "to a circuit us", "to a socket us"],
            [.. each.Select((e, i) => (IReadOnlyList<string>)[$"{i + 1}", Table.Number(e), Table.Number(told[i])])]));
        bench.Report.Add(new Figure(Name, "a message in a circuit, over one at a socket", Median.Of(each.Zip(told, (e, t) => e - t)), "us", new Bar(CpuAtMost, IsFloor: false),
            new Yardstick("the whole of one at a socket", Median.Of(told), "us")));
    }

    // A round begins with less than the view, and ends with as much more.
    private static async Task LetGoAsync(Bench bench, CircuitCrowd crowd, SteadyTalk talk, CancellationToken ct)
    {
        var half = (long)(PerSecond * bench.Duration.TotalSeconds / Couples / 2);
        var keepFrom = Opening + talk.SentEach - (View - half) + 1;
        await Parallel.ForEachAsync(crowd.Circuits, ct, async (circuit, token) => await circuit.LetGoAsync(keepFrom, token));
    }

    private static async Task CountAsync(Bench bench, CancellationToken ct)
    {
        var couple = await bench.Seed.AddPairsAsync(1, ct);
        await bench.Seed.AddMessagesAsync(couple, Opening, ct);
        await using var crowd = await CircuitCrowd.OpenAsync(bench, [couple[0].B], ct);
        using var talk = await SteadyTalk.ConnectAsync(bench, couple, ct, hasReaders: false);
        await talk.RunAsync(PerSecond, TimeSpan.FromSeconds((View - Opening) / (double)PerSecond), ct);
        var circuit = crowd.Circuits[0];
        // Their own stands last, so that the next one begins a group: in a group the one before would lose its corner.
        await circuit.SendAsync("And what about the cat?", ct);
        await StillAsync(circuit, ct);
        var known = BubblesIn(circuit.Circuit.Batches);
        var before = circuit.Circuit.Batches.Count;
        await talk.RunAsync(PerSecond, TimeSpan.FromSeconds(1.0 / PerSecond), ct);
        await StillAsync(circuit, ct);
        var update = circuit.Circuit.Batches.Skip(before).ToList();
        known.UnionWith(BubblesIn(update));
        var bubbles = update.SelectMany(b => b.Components).Select(c => c.Id).Where(known.Contains).Distinct().Count();
        bench.Report.Add(new Figure("bubble", "bubbles rendered for one more message", bubbles, "", new Bar(1, IsFloor: false)));
        bench.Report.Add(new Figure("bubble", "bytes on the line for one more message", update.Sum(b => b.Size), "B", new Bar(BytesAtMost, IsFloor: false)));
    }

    private static HashSet<int> BubblesIn(IEnumerable<RenderBatch> batches) =>
        [.. batches.SelectMany(b => b.Components).Where(c => c.Elements.Contains("li")).Select(c => c.Id)];

    private static async Task<double> CpuEachAsync(Bench bench, SteadyTalk talk, CancellationToken ct)
    {
        var (messages, cpu) = await talk.RunAsync(PerSecond, bench.Duration, ct);
        return cpu.App.TotalMicroseconds / messages;
    }

    private static async Task<double> ToldAsync(Bench bench, CancellationToken ct)
    {
        var couples = await bench.Seed.AddPairsAsync(Couples, ct);
        using var talk = await SteadyTalk.ConnectAsync(bench, couples, ct);
        return await CpuEachAsync(bench, talk, ct);
    }

    // Presence and receipts come by themselves, a little later.
    private static async Task StillAsync(ChatCircuit chat, CancellationToken ct)
    {
        for (var seen = -1; seen != chat.Circuit.Batches.Count; await Task.Delay(Quiet, ct)) seen = chat.Circuit.Batches.Count;
    }
}
