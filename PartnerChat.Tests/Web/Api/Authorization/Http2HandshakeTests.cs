using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>The handshake as HTTP/2 has it, a CONNECT, by everybody: as the table says of the other.</summary>
public sealed class Http2HandshakeTests : IClassFixture<ChatServer>
{
    private readonly ChatServer _server;

    public Http2HandshakeTests(ChatServer server)
    {
        _server = server;
        _server.IsHttp2 = true;
    }

    [Theory]
    [InlineData(Actor.Nobody)]
    [InlineData(Actor.PartnerA)]
    [InlineData(Actor.PartnerB)]
    [InlineData(Actor.PartnerElsewhere)]
    [InlineData(Actor.PartnerOfEnded)]
    [InlineData(Actor.Admin)]
    [InlineData(Actor.LockedOut)]
    public async Task Handshake_ByEach_AnswersAsTheTableSays(Actor actor)
    {
        using var scene = await Scene.SetAsync(_server, actor);

        var status = await Handshakes.ShakeAsync(scene, scene.Target.Side);

        Assert.Equal(FrameTable.Handshake[actor] is 101 ? 200 : FrameTable.Handshake[actor], status);
    }
}
