using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>Kills PostgreSQL while pairs talk, again and again: what was acknowledged has to be there, once.</summary>
internal sealed class KillPart : IBenchmarkPart
{
    private const int Kills = 20;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    public string Name => "kill";

    public string About => "kill -9 of PostgreSQL 20 times while pairs talk: nothing acknowledged is lost, nothing doubled";

    public string Takes => "3 min";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var couples = await bench.Seed.AddPairsAsync(bench.Options.Pairs, ct);
        var pairs = new List<StubbornPair>();
        foreach (var couple in couples) pairs.Add(await StubbornPair.ConnectAsync(bench, couple, ct));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var talking = Task.WhenAll(pairs.Select(p => p.RunAsync(stop.Token)));
        for (var kill = 0; kill < Kills; kill++)
        {
            // Not at the same place of a commit each time.
            await Task.Delay(Between + TimeSpan.FromMilliseconds(Random.Shared.Next(0, 500)), ct);
            await bench.Postgres.KillAsync();
            await bench.Postgres.StartAgainAsync(ct);
        }

        await Task.Delay(Between, ct);
        await stop.CancelAsync();
        await talking;
        await StoredCheck.RunAsync(bench.Postgres.Database, couples.Zip(pairs).ToDictionary(p => p.First.ConversationId, p => p.Second.Sent), ct);
        // What was stored has to reach the partner too, whatever was in doubt meanwhile.
        if (pairs.Sum(p => p.Sent - (p.Received.Came - p.Received.Twice)) is not 0 and var missing) throw new BenchmarkException($"{missing} stored messages did not come to the partner's socket.");
        var (sent, repeats) = (pairs.Sum(p => p.Sent), pairs.Sum(p => p.Repeats));
        var (came, twice) = (pairs.Sum(p => p.Received.Came), pairs.Sum(p => p.Received.Twice));
        foreach (var pair in pairs) pair.Dispose();
        bench.Report.Add(new Table($"{Kills} kills of PostgreSQL", ["acknowledged", "sent again", "frames at the partner", "twice at the partner"],
            [[Table.Number(sent), Table.Number(repeats), Table.Number(came), Table.Number(twice)]]));
        // The check has found every one of them, once, and as delivered: else there were no figure.
        bench.Report.Add(new Figure(Name, $"lost of {sent:N0} acknowledged messages", 0, "", new Bar(0, IsFloor: false)));
        bench.Report.Add(new Figure(Name, "stored or told twice", twice, "", new Bar(0, IsFloor: false)));
    }
}
