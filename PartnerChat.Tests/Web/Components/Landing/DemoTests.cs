using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Landing;

public sealed class DemoTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Demo_InDevelopment_SignsInByOneClick()
    {
        await using var app = new PagesApp(postgres);
        await app.InitializeAsync();
        var browser = app.NewBrowser();

        var answer = await browser.SubmitAsync("/", "/demo/sign-in", ("who", "partner-a"));

        Assert.Equal("/chat", answer.Headers.Location?.OriginalString);
        Assert.Contains("To your conversation", await browser.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_InProduction_IsNotThere()
    {
        await using var app = new PagesApp(postgres) { Environment = "Production" };
        await app.InitializeAsync();
        var browser = app.NewBrowser();

        var page = await browser.ReadAsync("/");
        var answer = await browser.PostAsync("/demo/sign-in", ("who", "partner-a"));

        Assert.DoesNotContain("demo", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
