using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Api.Realtime;

namespace PartnerChat.Tests.Web.Api.Realtime;

public sealed class PartnerChatSocketTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_OneLoopFailsAsNobodyForesaw_EndsTheOtherToo(bool isReading)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var session = node.Chat.OpenSession(await node.VisitAsync(couple.A, Ct), 0);
        var fault = new InvalidDataException();
        using var line = isReading ? new FakeLine { FailsReading = fault } : new FakeLine { FailsWriting = fault };
        using var socket = new PartnerChatSocket(line, new GatheringStream(Stream.Null), session, new BadFrameLimit(10, TimeProvider.System), TimeProvider.System);

        var running = socket.RunAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => running.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    [Fact]
    public async Task Close_WhileTheClientWaitsToBeHeard_ReadsOnUntilItClosesToo()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, limit: o => o.MessageBurst = 100);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var held = await HeldConversation.HoldAsync(node, couple, Ct);
        await using var session = node.Chat.OpenSession(await node.VisitAsync(couple.A, Ct), 0);
        // As many as are written at once, and one that waits for its turn.
        using var line = new FakeLine { Frames = [.. Enumerable.Repeat("""{"type":"message","content":"x"}"""u8.ToArray(), 33)] };
        using var socket = new PartnerChatSocket(line, new GatheringStream(Stream.Null), session, new BadFrameLimit(10, TimeProvider.System), TimeProvider.System);
        var running = socket.RunAsync();
        await held.WhenAwaitedAsync(Ct);
        await Eventually.HoldsAsync(() => line.Taken == 33, Ct);

        socket.Close(SocketClose.SignedOut);
        await running;

        Assert.True(line.IsCloseRead);
    }
}
