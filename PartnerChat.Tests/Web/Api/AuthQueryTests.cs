using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>What is asked of Identity's endpoints in the query.</summary>
public sealed class AuthQueryTests(ChatServer server) : IClassFixture<ChatServer>
{
    [Theory]
    [InlineData("useCookies")]
    [InlineData("useSessionCookies")]
    public async Task Login_QueryUnreadable_NamesTheParameter(string parameter)
    {
        using var client = ApiClient.For(server);

        var answer = await client.PostAsync($"/api/auth/login?{parameter}=7", new { email = "nora@example.org", password = Accounts.Password });

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Equal([parameter], answer["errors"].EnumerateObject().Select(e => e.Name));
    }
}
