using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Api;

namespace PartnerChat.Tests.Web.Api;

/// <summary>What the framework's own endpoints refuse has our form too.</summary>
public sealed class ApiProblemWriterTests
{
    [Fact]
    public async Task Problem_WithDetail_LosesIt()
    {
        var answer = await ExecuteAsync(TypedResults.Problem("What nobody should read", "/api/x", 401, "Failed"));

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ValidationProblem_OfProperties_NamesFields()
    {
        var answer = await ExecuteAsync(TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["DisplayName"] = ["Too long."] }, "What nobody should read"));

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Equal("""{"display_name":["Too long."]}""", answer["errors"].GetRawText());
    }

    private static async Task<ApiAnswer> ExecuteAsync(IResult result)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IProblemDetailsWriter, ApiProblems>().AddProblemDetails().BuildServiceProvider();
        await using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Request = { Path = "/api/x" }, Response = { Body = body } };
        await result.ExecuteAsync(context);
        using var response = new HttpResponseMessage();
        return new ApiAnswer(HttpMethod.Get, "/api/x", (HttpStatusCode)context.Response.StatusCode, response.Headers, MediaTypeHeaderValue.Parse(context.Response.ContentType!).MediaType, Encoding.UTF8.GetString(body.ToArray()));
    }
}
