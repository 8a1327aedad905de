using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Every refusal under /api has one form, and tells nothing of the inside.</summary>
public sealed partial class ApiProblemTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Send = "/api/partner-messages/send";
    private static readonly string AnId = Guid.CreateVersion7().ToString();

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { Send, "{", "body" },
        { Send, "null", "body" },
        { Send, "[]", "body" },
        { Send, "\"text\"", "body" },
        { Send, "", "body" },
        { Send, """{"conversation_id":"x"}""", "conversation_id" },
        { Send, """{"conversation_id":7}""", "conversation_id" },
        { Send, """{"content":{}}""", "content" },
        { Send, """{"content":"\ud800"}""", "content" },
        { Send, """{"request_luna_review":"yes"}""", "request_luna_review" },
        { Send, """{"client_message_id":"1"}""", "client_message_id" },
        { Send, """{"reply_to_id":true}""", "reply_to_id" },
        { Send, """{"sender_id":1}""", "sender_id" },
        { Send, $$"""{"conversation_id":"{{AnId}}","content":"a","sender_id":"partner_c"}""", "sender_id" },
        { Send, $$"""{"conversation_id":"{{AnId}}","content":"a"}""", "sender_id" },
        { Send, $$"""{"conversation_id":"{{AnId}}","sender_id":"partner_a"}""", "content" },
        { Send, """{"sender_id":"partner_a","content":"a"}""", "conversation_id" },
        { "/api/relationships", "{}", "display_name" },
        { "/api/relationships", """{"display_name":null}""", "display_name" },
        { "/api/relationships", """{"display_name":[]}""", "display_name" },
        { "/api/relationships/accept", """{"display_name":"Sami"}""", "invite_code" },
        { "/api/relationships/accept", """{"invite_code":"x"}""", "display_name" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Post_Unreadable_NamesTheField(string path, string body, string field)
    {
        using var client = await SignInAsync();

        var answer = await client.SendAsync(HttpMethod.Post, path, body);

        AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Equal([field], answer["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task Post_SeveralFieldsMissing_NamesEach()
    {
        using var client = await SignInAsync();

        var answer = await client.PostAsync(Send, new { });

        Assert.Equal(["content", "conversation_id", "sender_id"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
    }

    [Theory]
    [InlineData("conversation", "relationship_id")]
    [InlineData("conversation?relationship_id=x", "relationship_id")]
    [InlineData("conversation?relationship_id=", "relationship_id")]
    [InlineData("messages", "conversation_id")]
    [InlineData("messages?conversation_id=1", "conversation_id")]
    [InlineData("messages?conversation_id={0}&limit=0", "limit")]
    [InlineData("messages?conversation_id={0}&limit=101", "limit")]
    [InlineData("messages?conversation_id={0}&limit=many", "limit")]
    [InlineData("messages?conversation_id={0}&limit=99999999999", "limit")]
    [InlineData("messages?conversation_id={0}&before=yesterday", "before")]
    [InlineData("messages?conversation_id={0}&before=2026-11-22", "before")]
    [InlineData("messages?conversation_id={0}&before=2026-11-22T10:00:00", "before")]
    [InlineData("messages?conversation_id={0}&before=9999-12-31T23:59:59-14:00", "before")]
    [InlineData("messages?conversation_id={0}&after=10000-01-01T00:00:00Z", "after")]
    [InlineData("messages?conversation_id={0}&before=2026-11-22T10:00:00Z&after=2026-11-22T10:00:00Z", "after")]
    [InlineData("changes?conversation_id={0}", "after")]
    [InlineData("changes?conversation_id={0}&after=-1", "after")]
    [InlineData("changes?conversation_id={0}&after=1.5", "after")]
    [InlineData("changes?conversation_id={0}&after=99999999999999999999", "after")]
    [InlineData("changes?conversation_id={0}&after=0&limit=0", "limit")]
    [InlineData("changes?conversation_id={0}&after=0&limit=501", "limit")]
    public async Task Get_Unreadable_NamesTheParameter(string query, string field)
    {
        using var client = await SignInAsync();

        var answer = await client.GetAsync("/api/partner-messages/" + query.Replace("{0}", AnId, StringComparison.Ordinal));

        AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Equal([field], answer["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Theory]
    [InlineData("delivered")]
    [InlineData("read")]
    public async Task Patch_IdThatIsNone_NamesIt(string mark)
    {
        using var client = await SignInAsync();

        var answer = await client.PatchAsync($"/api/partner-messages/messages/7/{mark}");

        AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.True(answer["errors"].TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/api/partner-messages/messages/1/stars")]
    [InlineData("GET", "/api/relationships")]
    [InlineData("POST", "/api/relationships/current")]
    [InlineData("PUT", "/api/partner-messages/send")]
    [InlineData("PUT", "/api/partner-messages/messages/019ab3c0-5e1d-7c3a-9f52-6d1c0b8e4a10")]
    [InlineData("OPTIONS", "/api/relationships")]
    public async Task Unknown_RouteOrMethod_IsNotFoundForAnyone(string method, string path)
    {
        using var client = ApiClient.For(server);

        var answer = await client.SendAsync(new HttpMethod(method), path);

        AssertProblem(answer, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png")]
    public async Task Problem_ClientWantsAnotherForm_IsAProblemAllTheSame(string accept)
    {
        using var client = ApiClient.For(server);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/relationships/current");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));

        AssertProblem(await client.SendAsync(request), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Problem_CallerTraces_BearsTheirTraceId()
    {
        using var client = ApiClient.For(server);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/nothing") { Headers = { { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } } };

        var answer = await client.SendAsync(request);

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", answer["traceId"].GetString());
    }

    [Fact]
    public async Task Handshake_FromElsewhere_IsAProblem()
    {
        using var client = ApiClient.For(server);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/realtime/partner-chat")
        {
            Headers = { { "Connection", "Upgrade" }, { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" }, { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" }, { "Origin", "https://evil.example" } },
        };

        AssertProblem(await client.SendAsync(request), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Page_NotThere_IsAPageStill()
    {
        using var client = ApiClient.For(server);

        var answer = await client.GetAsync("/apiary");

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.Status, answer.ContentType));
    }

    internal static void AssertProblem(ApiAnswer answer, HttpStatusCode status)
    {
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Equal((int)status, answer["status"].GetInt32());
        Assert.NotEmpty(answer["title"].GetString()!);
        Assert.NotEmpty(answer["type"].GetString()!);
        Assert.Matches(TraceId(), answer["traceId"].GetString());
        string[] fields = status == HttpStatusCode.BadRequest ? ["errors", "status", "title", "traceId", "type"] : ["status", "title", "traceId", "type"];
        Assert.Equal(fields, answer.Json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("PartnerChat", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer.Text, StringComparison.Ordinal);
        Assert.NotEqual(false, answer.Headers.CacheControl?.NoStore);
    }

    private async Task<ApiClient> SignInAsync() => await ApiClient.SignInAsync(server, await server.NewAccountAsync());

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex TraceId();
}
