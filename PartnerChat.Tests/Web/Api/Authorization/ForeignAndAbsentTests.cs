using System.Text.RegularExpressions;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>Whether something is there is told to nobody whose it is not: the answer is that for what is not there, header by header and byte by byte.</summary>
public sealed partial class ForeignAndAbsentTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static readonly Actor[] Outsiders = [Actor.PartnerElsewhere, Actor.Admin];
    private static readonly string[] Cursors = ["", "&after=0", "&after=99"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The calls that name something.</summary>
    public static TheoryData<string, Actor, Door> Cells => new(
        from call in RouteTable.Cases
        where call.Method != "*" && call.Expected.Elsewhere == 404
        from actor in Outsiders
        from door in Enum.GetValues<Door>()
        select (call.Name, actor, door));

    public static TheoryData<string, Actor> Handshakes => new(from after in Cursors from actor in Outsiders select (after, actor));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Call_OnWhatIsOthers_AnswersAsOnWhatIsNotThere(string call, Actor actor, Door door)
    {
        using var scene = await Scene.SetAsync(server, actor, door);
        var @case = RouteTable.Cases.Single(c => c.Name == call);

        var foreign = await AskAsync(scene, @case.ToRequest(scene.Target));
        var absent = await AskAsync(scene, @case.ToRequest(scene.Target.Absent()));

        Assert.StartsWith("404", foreign, StringComparison.Ordinal);
        Assert.Equal(absent, foreign);
    }

    [Theory]
    [MemberData(nameof(Handshakes))]
    public async Task Handshake_OnWhatIsOthers_AnswersAsOnWhatIsNotThere(string after, Actor actor)
    {
        using var scene = await Scene.SetAsync(server, actor);

        var foreign = await AskAsync(scene, Shake(scene.Target, after));
        var absent = await AskAsync(scene, Shake(scene.Target.Absent(), after));

        Assert.StartsWith("404", foreign, StringComparison.Ordinal);
        Assert.Equal(absent, foreign);
    }

    [Fact]
    public async Task Reply_ToWhatIsOthers_AnswersAsToWhatIsNotThere()
    {
        using var scene = await Scene.SetAsync(server, Actor.PartnerA);
        using var others = await Scene.SetAsync(server, Actor.Nobody);
        var send = RouteTable.Cases.Single(c => c.Name.EndsWith("in reply", StringComparison.Ordinal));

        var foreign = await AskAsync(scene, send.ToRequest(scene.Target with { MessageOfB = others.Target.MessageOfB }));
        var absent = await AskAsync(scene, send.ToRequest(scene.Target with { MessageOfB = Guid.CreateVersion7() }));

        Assert.StartsWith("404", foreign, StringComparison.Ordinal);
        Assert.Equal(absent, foreign);
    }

    [Fact]
    public async Task Accept_UsedOrVoidCode_AnswersAsForOneThatNeverWas()
    {
        using var scene = await Scene.SetAsync(server, Actor.Admin);
        var accept = RouteTable.Cases.Single(c => c.Pattern.EndsWith("/accept", StringComparison.Ordinal));
        var relationships = server.Get<PartnerChat.Web.Messaging.RelationshipService>();
        var inviter = await server.NewAccountAsync();
        var (voided, used) = ((await relationships.CreateAsync(inviter.Id, "Ida", Ct)).Value!.Invitation.Code, (await relationships.RenewInvitationAsync(inviter.Id, Ct)).Value!.Code);
        Assert.NotNull((await relationships.AcceptAsync((await server.NewAccountAsync()).Id, used, "Joe", Ct)).Value);

        var answers = new List<string>();
        foreach (var code in new[] { voided, used, scene.Target.Absent().InviteCode, "no code" }) answers.Add(await AskAsync(scene, accept.ToRequest(scene.Target with { InviteCode = code })));

        Assert.StartsWith("404", answers[0], StringComparison.Ordinal);
        Assert.Single(answers.Distinct());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("message")]
    public async Task Frame_OnWhatIsOthers_AnswersAsOnWhatIsNotThere(string type)
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        using var others = await Scene.SetAsync(server, Actor.Nobody);
        await using var socket = await nora.ListenAsync();

        foreach (var id in new[] { others.Target.MessageOfA, Guid.CreateVersion7() })
            await socket.SendAsync(type == "read" ? new { type, message_id = id } : (object)new { type, content = "said", reply_to_id = id });

        await socket.WaitForAsync(s => s.Of("error").Count() == 2);
        Assert.Single(socket.Of("error").Select(e => e.ToJsonString()).Distinct());
        Assert.Equal("not_found", (string?)socket.Of("error").First()["code"]);
    }

    private static HttpRequestMessage Shake(Target target, string after) =>
        new(HttpMethod.Get, $"/api/realtime/partner-chat?conversation_id={target.ConversationId}&partner_id={target.Side.ToName()}{after}")
        {
            Headers = { { "Connection", "Upgrade" }, { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" }, { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" } },
        };

    /// <summary>Status, headers and body, but for what is each call's own.</summary>
    private static async Task<string> AskAsync(Scene scene, HttpRequestMessage request)
    {
        using (request)
        using (var response = await scene.Http.SendAsync(request, Ct))
        {
            var headers = response.Headers.Concat(response.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(" | ", h.Value)}").Order(StringComparer.Ordinal);
            var body = await response.Content.ReadAsStringAsync(Ct);
            return TraceId().Replace(Nonce().Replace($"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{body}", "'nonce'"), "\"traceId\":\"\"");
        }
    }

    [GeneratedRegex("'nonce-[^']+'")]
    private static partial Regex Nonce();

    [GeneratedRegex("\"traceId\":\"[0-9a-f]{32}\"")]
    private static partial Regex TraceId();
}
