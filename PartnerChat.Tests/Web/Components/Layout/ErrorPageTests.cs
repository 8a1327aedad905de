using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Layout;

/// <summary>What somebody sees when something broke.</summary>
public sealed class ErrorPageTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task Form_WithoutAToken_IsABadRequestWithAPageAndAWayOn()
    {
        var answer = await app.NewBrowser().PostAsync("/demo/sign-in", ("who", "partner-a"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        // A form's own address is no page to go back to.
        Assert.Contains("<a class=\"button\" href=\"/\">", await Browser.TextOf(answer), StringComparison.Ordinal);
    }
}
