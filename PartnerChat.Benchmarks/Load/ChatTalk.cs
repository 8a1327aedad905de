using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Load;

/// <summary>New couples that talk through the app.</summary>
internal sealed class ChatTalk(Bench bench, IReadOnlyList<Pair> couples, Talk talk) : IDisposable
{
    /// <summary>That many new couples, connected.</summary>
    public static async Task<ChatTalk> ConnectAsync(Bench bench, int count, CancellationToken ct) => await ConnectAsync(bench, await bench.Seed.AddPairsAsync(count, ct), ct);

    /// <inheritdoc cref="ConnectAsync(Bench, int, CancellationToken)"/>
    public static async Task<ChatTalk> ConnectAsync(Bench bench, IReadOnlyList<Pair> couples, CancellationToken ct)
    {
        var talk = await Talk.ConnectAsync(couples.Count, (i, token) => TalkingPair.ConnectAsync(bench.App.BaseUrl, couples[i], token), bench.ReadCpu, ct);
        return new ChatTalk(bench, couples, talk);
    }

    public Task<TalkResult> RunAsync(TimeSpan duration, CancellationToken ct) => talk.RunAsync(duration, ct);

    /// <summary>Looks into the database: every message is there once, and delivered.</summary>
    /// <param name="before">How many messages each conversation held before.</param>
    /// <exception cref="BenchmarkException">One is not.</exception>
    public Task CheckAsync(CancellationToken ct, long before = 0) =>
        StoredCheck.RunAsync(bench.Postgres.Database, couples.Zip(talk.Sent).ToDictionary(c => c.First.ConversationId, c => c.Second + before), ct);

    public void Dispose() => talk.Dispose();
}
