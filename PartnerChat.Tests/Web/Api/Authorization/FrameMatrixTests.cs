using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>Every frame and handshake by everybody, against the table.</summary>
public sealed class FrameMatrixTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static readonly string[] Unasked = ["presence", "delivered"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Actor, Door> Actors => new(Enum.GetValues<Actor>().SelectMany(a => Enum.GetValues<Door>().Where(d => a != Actor.Nobody || d == Door.Bearer).Select(d => (a, d))));

    public static TheoryData<string, Actor, Door> Cells
    {
        get
        {
            var cells = new TheoryData<string, Actor, Door>();
            foreach (var @case in FrameTable.Cases)
            {
                foreach (var actor in Enum.GetValues<Actor>())
                {
                    cells.Add(@case.Name, actor, Door.Bearer);
                    if (actor == Actor.PartnerA) cells.Add(@case.Name, actor, Door.Cookie);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task ForeignConversationReadable_EachFrameByEach_DoesWhatTheTableSays(string frame, Actor actor, Door door)
    {
        using var scene = await Scene.SetAsync(server, actor, door);
        using var others = await Scene.SetAsync(server, Actor.Nobody);
        var @case = FrameTable.Cases.Single(c => c.Name == frame);

        Assert.Equal(@case.Expected[actor], await SayAsync(scene, @case.Say(scene.Target, others.Target)));
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public async Task Handshake_ByEach_AnswersAsTheTableSays(Actor actor, Door door)
    {
        using var scene = await Scene.SetAsync(server, actor, door);

        Assert.Equal(FrameTable.Handshake[actor], await Handshakes.ShakeAsync(scene, scene.Target.Side));
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public async Task Handshake_OnTheOtherSide_AnswersAsTheTableSays(Actor actor, Door door)
    {
        using var scene = await Scene.SetAsync(server, actor, door);

        Assert.Equal(FrameTable.HandshakeAsTheOther[actor], await Handshakes.ShakeAsync(scene, scene.Target.Side.Other()));
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public async Task Get_WithoutAnUpgrade_AnswersAsTheTableSays(Actor actor, Door door)
    {
        using var scene = await Scene.SetAsync(server, actor, door);

        using var answer = await scene.Http.GetAsync(Handshakes.Address(scene, scene.Target.Side).PathAndQuery, Ct);

        Assert.Equal(FrameTable.PlainGet[actor], (int)answer.StatusCode);
    }

    // What the speaker is told, else what the other partner is.
    private async Task<string> SayAsync(Scene scene, object frame)
    {
        var status = await Handshakes.ShakeAsync(scene, scene.Target.Side);
        if (status != 101) return $"{status}";
        await using var speaker = await SocketClient.ConnectAsync(Handshakes.Address(scene, scene.Target.Side), o => Handshakes.Authorize(scene, o));
        await speaker.WaitForAsync("presence");
        var (account, side) = scene.Target.Side == PartnerSide.A ? (scene.Couple.B, PartnerSide.B) : (scene.Couple.A, PartnerSide.A);
        await using var other = await (await ApiPartner.SignInAsync(new Uri(server.BaseUrl), account, scene.Target.ConversationId, side)).ListenAsync();
        await speaker.SendAsync(frame);
        string? told = null;
        await speaker.WaitForAsync(_ =>
            (told = speaker.Of("error").Select(e => $"error: {e["code"]}").Concat(other.Frames.Select(f => (string)f["type"]!).Except(Unasked)).FirstOrDefault()) is not null);
        return told!;
    }
}
