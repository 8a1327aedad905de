using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.World;
using PartnerChat.Tests.Fixtures;
using Talk = PartnerChat.Benchmarks.Load.Talk;

namespace PartnerChat.Tests.Benchmarks;

/// <summary>The heart of the benchmarks on the app in this process: seeded pairs that talk, and the look at what is stored.</summary>
public sealed class TalkTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const int Pairs = 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pairs_OfTheSeed_TalkAndAllIsStoredOnce()
    {
        server.Limits["MessagesPerSecond"] = 1_000_000;
        var address = new Uri(server.BaseUrl);
        var database = new Database(server.ConnectionString);
        using var seed = new Seed(database);
        var couples = await seed.AddPairsAsync(Pairs, Ct);
        await seed.AddMessagesAsync(couples, 3, Ct);
        using var talk = await Talk.ConnectAsync(Pairs, (i, ct) => TalkingPair.ConnectAsync(address, couples[i], ct), () => CpuUse.Read(Environment.ProcessId, postgres: null), Ct);

        var run = await talk.RunAsync(TimeSpan.FromSeconds(1), Ct);

        Assert.Equal((talk.Sent.Sum(), talk.Sent.Sum()), (run.Messages, run.Latency.Count));
        var stored = couples.Zip(talk.Sent).ToDictionary(c => c.First.ConversationId, c => c.Second + 3);
        await StoredCheck.RunAsync(database, stored, Ct);
        stored[couples[0].ConversationId]++;
        await Assert.ThrowsAsync<BenchmarkException>(() => StoredCheck.RunAsync(database, stored, Ct, TimeSpan.Zero));
    }
}
