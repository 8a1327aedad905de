using System.Net.WebSockets;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>Frames that no client of ours would send: each an error or a close, and never anybody else's trouble.</summary>
public sealed class RandomFramesTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const int BetweenLooks = 25;

    [Fact]
    public async Task RandomFrames_Each_AreAnErrorOrACloseAndHarmNobody()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var frames = new RandomFrames(random);
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        var (ada, bo) = await ApiPartner.CoupleAsync(server);
        await using var partner = await sami.ListenAsync();
        await using var neighbour = await ada.ListenAsync();
        await using var neighbours = await bo.ListenAsync();
        var client = await nora.ListenAsync();

        for (var i = 0; i < Campaign.Count(2_000); i++)
        {
            if (client.HasEnded)
            {
                await client.DisposeAsync();
                client = await nora.ListenAsync();
            }

            var (errors, (bytes, type)) = (client.Of("error").Count(), frames.Next());
            await SendInPiecesAsync(client, bytes, type, random);
            await client.WaitForAsync(c => c.HasEnded || c.Of("error").Count() > errors);
            if (i % BetweenLooks != 0) continue;
            await neighbour.SayAsync($"{i}");
            await neighbours.WaitForAsync(c => c.Of("new_message").Any(f => (string?)f["message"]!["content"] == $"{i}"));
        }

        await client.DisposeAsync();
        await using var again = await nora.ListenAsync();
        await again.SayAsync("nothing happened");
        Assert.Equal("nothing happened", (string?)(await partner.WaitForAsync("new_message"))["message"]!["content"]);
        Assert.Single(partner.Of("new_message"));
        Assert.Empty(server.Faults.Entries);
    }

    private static async Task SendInPiecesAsync(SocketClient client, byte[] bytes, WebSocketMessageType type, Random random)
    {
        var at = 0;
        try
        {
            do
            {
                var length = Math.Min(random.Next(1, 40_000), bytes.Length - at);
                await client.SendBytesAsync(bytes.AsMemory(at, length), type, at + length == bytes.Length);
                at += length;
            }
            while (at < bytes.Length);
        }
        catch (WebSocketException)
        {
            // It was closed in the middle of the frame.
            return;
        }
    }
}
