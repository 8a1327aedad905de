using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>What is asked of every call, and in which order.</summary>
public sealed class ApiGateTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Send = "/api/partner-messages/send";

    [Theory]
    [InlineData("GET", "/api/relationships/current")]
    [InlineData("POST", "/api/relationships")]
    [InlineData("POST", "/api/relationships/invite")]
    [InlineData("POST", "/api/relationships/accept")]
    [InlineData("GET", "/api/partner-messages/conversation")]
    [InlineData("GET", "/api/partner-messages/messages")]
    [InlineData("GET", "/api/partner-messages/changes")]
    [InlineData("POST", Send)]
    [InlineData("PATCH", "/api/partner-messages/messages/x/delivered")]
    [InlineData("PATCH", "/api/partner-messages/messages/x/read")]
    public async Task Call_OfNobody_IsUnauthorizedWhateverItHolds(string method, string path)
    {
        using var client = ApiClient.For(server);

        var answer = await client.SendAsync(new HttpMethod(method), path, method == "GET" ? null : new string('x', 70_000), "text/plain");

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("POST", Send, null)]
    [InlineData("POST", Send, "https://evil.example")]
    [InlineData("POST", Send, "null")]
    [InlineData("PATCH", "/api/partner-messages/messages/x/read", "https://evil.example")]
    [InlineData("PUT", "/api/nothing", "https://evil.example")]
    [InlineData("DELETE", "/api/nothing", null)]
    [InlineData("POST", "/api/auth/login", "https://evil.example")]
    public async Task Write_ByCookieFromElsewhere_IsForbidden(string method, string path, string? origin)
    {
        using var client = await SignInAsync();
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Origin", origin ?? "" } } };

        ApiProblemTests.AssertProblem(await client.SendAsync(request), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Read_ByCookieFromElsewhere_IsAnswered()
    {
        using var client = await SignInAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/relationships/current") { Headers = { { "Origin", "https://evil.example" } } };

        ApiProblemTests.AssertProblem(await client.SendAsync(request), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Send)]
    [InlineData("/api/relationships/invite")]
    [InlineData("/api/nothing")]
    public async Task Body_Above64KiB_IsTooLarge(string path)
    {
        using var client = await SignInAsync();

        ApiProblemTests.AssertProblem(await client.PostAsync(path, new string(' ', (64 * 1024) + 1)), HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(Send)]
    [InlineData("/api/relationships/invite")]
    [InlineData("/api/nothing")]
    public async Task Body_Above64KiBInChunks_IsTooLarge(string path)
    {
        using var client = await SignInAsync();

        ApiProblemTests.AssertProblem(await client.SendAsync(Chunked(path, "{" + new string(' ', 64 * 1024))), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Body_InChunks_IsRead()
    {
        using var client = await SignInAsync();

        var answer = await client.SendAsync(Chunked("/api/relationships", """{"display_name":"Nora"}"""));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Theory]
    [InlineData(Send, "text/plain")]
    [InlineData(Send, "application/x-www-form-urlencoded")]
    [InlineData(Send, "application/json; charset=utf-16")]
    [InlineData(Send, "application/merge-patch+json")]
    [InlineData("/api/relationships/invite", "text/plain")]
    [InlineData("/api/nothing", "text/plain")]
    public async Task Body_ThatIsNoJson_IsUnsupported(string path, string contentType)
    {
        using var client = await SignInAsync();

        ApiProblemTests.AssertProblem(await client.SendAsync(HttpMethod.Post, path, "{}", contentType), HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; charset=\"UTF-8\"; v=1")]
    public async Task Body_ThatIsJson_IsRead(string contentType)
    {
        using var client = await SignInAsync();

        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(HttpMethod.Post, "/api/relationships", """{"display_name":"Nora"}""", contentType)).Status);
    }

    [Fact]
    public async Task Body_Absent_WhereOneIsNeeded_IsABadRequest()
    {
        using var client = await SignInAsync();

        ApiProblemTests.AssertProblem(await client.SendAsync(HttpMethod.Post, Send), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Send_5000AstralCharactersEscaped_Fits()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var body = $$"""{"conversation_id":"{{couple.ConversationId}}","sender_id":"partner_a","content":"{{string.Concat(Enumerable.Repeat(@"\ud83d\ude00", 5_000))}}"}""";

        var answer = await couple.A.PostAsync(Send, body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(10_000, answer["message"].GetProperty("content").GetString()!.Length);
    }

    private static HttpRequestMessage Chunked(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private async Task<ApiClient> SignInAsync() => await ApiClient.SignInAsync(server, await server.NewAccountAsync());
}
