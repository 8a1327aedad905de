using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>Every page by everybody, against the table.</summary>
public sealed class PageMatrixTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, Actor> Cells => new(PageTable.Cases.SelectMany(c => Enum.GetValues<Actor>().Select(a => (c.Route, a))));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task ForeignConversationReadable_EachPageByEach_AnswersAsTheTableSays(string route, Actor actor)
    {
        using var scene = await Scene.SetAsync(server, actor, Door.Cookie);
        var @case = PageTable.Cases.Single(c => c.Route == route);
        using var request = new HttpRequestMessage(route.StartsWith("POST", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, @case.Address);
        if (request.Method == HttpMethod.Post) request.Content = new FormUrlEncodedContent([new("who", "partner-a")]);

        using var response = await scene.Http.SendAsync(request, Ct);

        var where = response.Headers.Location?.OriginalString.Split('?')[0];
        Assert.Equal(@case.Expected[actor], where is null ? $"{(int)response.StatusCode}" : $"{(int)response.StatusCode} {where}");
    }
}
