using PartnerChat.Benchmarks.Circuits;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Development;

namespace PartnerChat.Tests.Web.Circuits;

/// <summary>What a circuit costs, weighed in the app's own process.</summary>
public sealed class CircuitHeapTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Couples = 8, Shown = 50, First = 20;
    private const long MostEach = 300_000, MostGrowth = 2_000_000;

    private static readonly IReadOnlyList<DemoEntry> Words = [.. DemoScript.Read().TakeLast(Shown)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Circuits_OpenedAndClosedAgainAndAgain_AreSmallAndLeaveNothing()
    {
        await using var maker = new ChatServer(postgres);
        await maker.InitializeAsync();
        await using var probe = new HeapProbe();
        List<TestAccount> accounts = [];
        for (var i = 0; i < Couples; i++) accounts.AddRange(await NewCoupleAsync(maker));
        await using var app = await ChatProcess.StartAsync(maker.ConnectionString, probe.Environment);
        List<CircuitVisitor> visitors = [];
        foreach (var account in accounts) visitors.Add(await CircuitVisitors.SignInAsync(app.BaseUrl, account));
        var count = Math.Max(Campaign.Count(500), 100);
        // What the process keeps for all of them, buffers and compiled code, is there before it is weighed.
        await OpenAsync(visitors, count, Weightless);
        List<long> each = [], empty = [];

        for (var round = 0; round < 3; round++)
        {
            long first = 0, all = 0;
            await OpenAsync(visitors, First, async () =>
            {
                first = await probe.WeighAsync(Ct);
                await OpenAsync(visitors, count, async () => all = await probe.WeighAsync(Ct));
            });
            each.Add((all - first) / count);
            // The server lets go of a closed one in its own time.
            if (round > 0) await Eventually.HoldsAsync(async () => await probe.WeighAsync(Ct) - empty[0] <= MostGrowth, Ct);
            empty.Add(await probe.WeighAsync(Ct));
        }

        output.WriteLine($"{count} circuits, bytes each: {string.Join(", ", each.Select(e => $"{e:N0}"))}; heap without any, after each round: {string.Join(", ", empty.Select(e => $"{e:N0}"))}");
        Assert.InRange(each.Order().ElementAt(1), 0, MostEach);
        foreach (var visitor in visitors) visitor.Dispose();
    }

    private static async Task OpenAsync(List<CircuitVisitor> visitors, int count, Func<Task> meanwhile)
    {
        var circuits = new ChatCircuit[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct }, async (i, ct) =>
            circuits[i] = await ChatCircuit.OpenAsync(visitors[i % visitors.Count], ct));
        Assert.All(circuits, c => Assert.Equal((Shown, 0), (c.Shown, c.Circuit.Errors.Count)));
        await meanwhile();
        await Parallel.ForEachAsync(circuits, Ct, async (circuit, _) => await circuit.DisposeAsync());
    }

    private static Task Weightless() => Task.CompletedTask;

    private static async Task<TestAccount[]> NewCoupleAsync(ChatServer maker)
    {
        var couple = await maker.NewCoupleAsync();
        var member = (await maker.Get<ConversationStore>().FindMembershipAsync(couple.A.Id, Ct))!;
        var messages = Words.Select(w => new NewMessage(
            Guid.CreateVersion7(), member.ConversationId, w.From == "a" ? PartnerSide.A : PartnerSide.B, w.Text, Guid.CreateVersion7()));
        await maker.Get<MessageWriteStore>().WriteAsync(new MessageBatch([.. messages], []), Ct);
        await maker.Get<MessageWriteStore>().WriteAsync(
            new MessageBatch([], [new ReceiptRange(member.ConversationId, PartnerSide.A, 0, 0, Shown, Shown), new ReceiptRange(member.ConversationId, PartnerSide.B, 0, 0, Shown, Shown)]), Ct);
        return [couple.A, couple.B];
    }
}
