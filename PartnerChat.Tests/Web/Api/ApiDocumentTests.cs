using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>What the document says. That the answers are so is held by every <see cref="ApiClient"/>.</summary>
public sealed class ApiDocumentTests(ChatServer server) : IClassFixture<ChatServer>
{
    /// <summary>Routes that need no description: what is not there.</summary>
    private static readonly string[] Undescribed =
    [
        "/api/{**rest}", "/api/auth/confirmEmail", "/api/auth/resendConfirmationEmail", "/api/auth/forgotPassword", "/api/auth/resetPassword", "/api/auth/manage/2fa",
    ];

    /// <summary>How a socket is asked for over HTTP/2: described by its GET.</summary>
    private const string Connect = "CONNECT";

    [Fact]
    public async Task Document_IsOfVersion31()
    {
        var contract = await server.ReadContractAsync();

        Assert.StartsWith("3.1", contract.Document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_OfEveryRoute_KnowsIt()
    {
        var contract = await server.ReadContractAsync();
        var described = contract.Operations.Select(o => $"{o.Method} {o.Path}");

        var routes = server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'), Methods: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]))
            .Where(r => r.Path.StartsWith("/api/", StringComparison.Ordinal) && !Undescribed.Contains(r.Path))
            .SelectMany(r => r.Methods.Where(m => m != Connect).Select(m => $"{m} {r.Path}"))
            .ToList();

        Assert.NotEmpty(routes);
        Assert.Empty(routes.Except(described));
    }

    [Fact]
    public async Task Document_Fields_AreExplained()
    {
        var contract = await server.ReadContractAsync();

        var seq = contract.Document.GetProperty("components").GetProperty("schemas").GetProperty("MessageContract").GetProperty("properties").GetProperty("seq");

        Assert.Equal("Its place in the conversation: dense, from 1.", seq.GetProperty("description").GetString());
    }

    [Fact]
    public async Task Document_EachOperation_HasItsWordsExamplesAndProblems()
    {
        var contract = await server.ReadContractAsync();

        Assert.All(contract.Operations, o =>
        {
            Assert.True(o.Operation.TryGetProperty("summary", out _), $"{o.Method} {o.Path} has no summary.");
            Assert.All(o.Operation.GetProperty("responses").EnumerateObject(), response => AssertExamples(contract, response.Value, $"{o.Method} {o.Path} {response.Name}"));
            if (o.Operation.TryGetProperty("requestBody", out var body)) AssertExamples(contract, body, $"{o.Method} {o.Path} body");
            Assert.Contains("429", o.Operation.GetProperty("responses").EnumerateObject().Select(r => r.Name));
        });
    }

    // An example that does not fit its schema would teach a mistake.
    private static void AssertExamples(ApiContract contract, JsonElement described, string what)
    {
        if (!described.TryGetProperty("content", out var content)) return;
        foreach (var media in content.EnumerateObject())
        {
            Assert.True(media.Value.TryGetProperty("example", out var example), $"{what} has no example.");
            Assert.Empty(new JsonSchema(contract.Document).Faults(media.Value.GetProperty("schema"), example).Select(f => $"{what}: {f}"));
        }
    }
}
