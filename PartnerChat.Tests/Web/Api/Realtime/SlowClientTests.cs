using System.Net.Sockets;
using System.Text;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>A client that reads slowly, or not at all, harms nobody.</summary>
public sealed class SlowClientTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static readonly TimeSpan FirstPing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(30);

    /// <summary>For a machine that is busy.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_ThatDoesNotRead_HoldsUpNobodyAndCatchesUpOnceInOrder()
    {
        // More than the line's buffers and the session's queue take.
        const int count = 1_500;
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var quick = await sami.ListenAsync();
        await using var slow = await sami.ListenAsync(after: 0, isReading: false);
        var text = new string('x', 4_000);

        for (var i = 0; i < count; i++) await a.SayAsync($"{i} {text}");
        await quick.WaitForAsync(c => c.Of("new_message").Count() == count);
        slow.StartReading();

        await slow.WaitForAsync(c => c.Of("new_message").Count() >= count);
        Assert.Equal(quick.Of("new_message").Select(f => (long)f["cursor"]!), slow.Of("new_message").Select(f => (long)f["cursor"]!));
    }

    [Fact]
    public async Task Client_ThatAnswersNoPing_IsDeadAfter30Seconds()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        var address = nora.SocketAddress();
        using var line = new TcpClient();
        await line.ConnectAsync(address.Host, address.Port, Ct);
        var stream = line.GetStream();
        var handshake = $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {nora.Token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(handshake), Ct);
        var since = TimeProvider.System.GetTimestamp();

        await ReadToEndAsync(stream);

        Assert.InRange(TimeProvider.System.GetElapsedTime(since), FirstPing, DeadAfter + Tolerance);
    }

    private static async Task ReadToEndAsync(NetworkStream stream)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Ct) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset: it has ended as well.
            return;
        }
    }
}
