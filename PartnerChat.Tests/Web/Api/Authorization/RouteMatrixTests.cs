using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>Every call by everybody, against the table.</summary>
public sealed class RouteMatrixTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, Actor, Door> Cells
    {
        get
        {
            var cells = new TheoryData<string, Actor, Door>();
            foreach (var (call, actor) in RouteTable.Cases.SelectMany(c => Enum.GetValues<Actor>().Select(a => (c.Name, a))))
            {
                cells.Add(call, actor, Door.Bearer);
                if (actor is Actor.PartnerA or Actor.LockedOut) cells.Add(call, actor, Door.Cookie);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task ForeignConversationReadable_EachRouteByEach_AnswersAsTheTableSays(string call, Actor actor, Door door)
    {
        using var scene = await Scene.SetAsync(server, actor, door);
        var @case = RouteTable.Cases.Single(c => c.Name == call);
        using var request = @case.ToRequest(scene.Target);

        using var response = await scene.Http.SendAsync(request, Ct);

        Assert.Equal(@case.Expected[actor], (int)response.StatusCode);
        await AssertDescribedAsync(request, response);
    }

    private async Task AssertDescribedAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Ct);
        var answer = new ApiAnswer(request.Method, request.RequestUri!.PathAndQuery, response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, text);
        (await server.ReadContractAsync()).Check(answer);
        if (response.StatusCode >= HttpStatusCode.BadRequest) ApiProblemTests.AssertProblem(answer, response.StatusCode);
    }
}
