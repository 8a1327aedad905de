using System.Net.WebSockets;
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
        using var line = new FailingLine(isReading);
        using var socket = new PartnerChatSocket(line, session, new BadFrameLimit(10, TimeProvider.System), TimeProvider.System);

        var running = socket.RunAsync();

        await Assert.ThrowsAsync<NotImplementedException>(() => running.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    /// <summary>A line that is silent, and fails at reading or at writing.</summary>
    private sealed class FailingLine(bool failsReading) : WebSocket
    {
        private readonly TaskCompletionSource<ValueWebSocketReceiveResult> _received = new();

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override void Abort() => _received.TrySetException(new WebSocketException());

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Dispose()
        {
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            failsReading ? throw new NotImplementedException() : new(_received.Task);

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            failsReading ? Task.CompletedTask : throw new NotImplementedException();

        public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, WebSocketMessageFlags messageFlags, CancellationToken cancellationToken) =>
            failsReading ? ValueTask.CompletedTask : throw new NotImplementedException();
    }
}
