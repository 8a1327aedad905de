using System.Net;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Resources;

public sealed class LanguagesTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.5", null, "de", "ltr")]
    [InlineData("nl,fr;q=0.9", null, "fr", "ltr")]
    [InlineData("nl", null, "en", "ltr")]
    [InlineData(null, null, "en", "ltr")]
    [InlineData("de", "ar", "ar", "rtl")]
    [InlineData("de", "tlh", "de", "ltr")]
    public async Task Get_Page_IsInTheReadersLanguage(string? asked, string? chosen, string language, string direction)
    {
        var browser = app.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (asked is not null) request.Headers.TryAddWithoutValidation("Accept-Language", asked);
        if (chosen is not null) request.Headers.TryAddWithoutValidation("Cookie", $"pc-lang={chosen}");

        using var response = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\"", await Browser.TextOf(response));
    }
}
