using System.Text;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Faults;

/// <summary>The server commits, and its answer never reaches the client: asked again with its id, a message is there once.</summary>
public sealed class LostApiAnswerTests(ChatServer server) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task RestSend_EveryAnswerLost_IsThereOnce()
    {
        var count = Campaign.Count(1_000);
        await using var proxy = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        var lossy = nora.Through(through);

        for (var i = 0; i < count; i++)
        {
            var id = Guid.NewGuid();
            proxy.LoseAnswerTo(Encoding.UTF8.GetBytes(id.ToString()));
            await Assert.ThrowsAsync<HttpRequestException>(() => lossy.SendAsync($"{i}", id));
            await lossy.SendAsync($"{i}", id);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), await nora.ReadHistoryAsync());
    }

    [Fact]
    public async Task SocketSend_EveryAnswerLost_IsThereOnce()
    {
        var count = Campaign.Count(1_000);
        await using var proxy = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        var lossy = nora.Through(through);

        for (var i = 0; i < count; i++)
        {
            await using var first = await lossy.ListenAsync();
            proxy.LoseAnswerTo([]);
            var id = await first.SayAsync($"{i}");
            await first.WaitForAsync(c => c.HasEnded);
            Assert.Empty(first.Of("message_sent"));

            await using var second = await lossy.ListenAsync();
            await second.SayAsync($"{i}", id);
            Assert.Equal(id, (Guid?)(await second.WaitForAsync("message_sent"))["message"]!["client_message_id"]);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), await nora.ReadHistoryAsync());
    }
}
