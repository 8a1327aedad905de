using System.Text.RegularExpressions;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Security;

/// <summary>What is sent compressed, and to whom: docs/page-loading.md says why.</summary>
public sealed partial class PageCompressionTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const int Answers = 8;

    [Theory]
    [InlineData("none")]
    [InlineData("same-origin")]
    public async Task Conversation_AskedForHere_IsCompressed(string site)
    {
        var browser = await SignInAsync();

        var answer = await AskAsync(browser, "/chat", site);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/chat", "cross-site")]
    [InlineData("/chat", "same-site")]
    [InlineData("/chat", null)]
    [InlineData("/chat?a=b", "none")]
    [InlineData("/settings", "none")]
    [InlineData("/account/login?returnUrl=%2Fchat", "none")]
    [InlineData("/no-such-page", "none")]
    public async Task Page_ThatSomebodyElseMayHaveAskedForOrHaveAWordIn_IsNot(string path, string? site)
    {
        var browser = await SignInAsync();

        var answer = await AskAsync(browser, path, site);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Conversation_AskedForAgain_HasNothingSecretTwiceAndIsOfAnotherLength()
    {
        var browser = await SignInAsync();

        var pages = new List<string>();
        for (var i = 0; i < Answers; i++) pages.Add(await browser.ReadAsync("/chat"));

        foreach (var secret in (Regex[])[Token(), State(), Descriptor(), Nonce()]) Assert.Equal(Answers, pages.Select(p => secret.Match(p).Groups[1].Value).Where(v => v.Length > 0).Distinct().Count());
        Assert.NotEqual(1, pages.Select(p => Padding().Match(p).Groups[1].Length).Distinct().Count());
    }

    [Theory]
    [InlineData("/css/tokens.css", false)]
    [InlineData("/js/texts.js", false)]
    [InlineData("/fonts/commissioner-latin-flar-normal.woff2", false)]
    [InlineData("/favicon.svg", true)]
    [InlineData("/app.webmanifest", true)]
    public async Task File_ThatIsNoPageByItself_HasNoPolicyOfItsOwn(string path, bool hasPolicy)
    {
        var answer = await app.NewBrowser().OpenAsync(path);

        Assert.Equal((true, hasPolicy, hasPolicy), (answer.Headers.Contains("X-Content-Type-Options"), answer.Headers.Contains("Content-Security-Policy"), answer.Headers.Contains("Permissions-Policy")));
    }

    private async Task<Browser> SignInAsync()
    {
        var browser = app.NewBrowser();
        await browser.RegisterAsync("Nora");
        return browser;
    }

    private static Task<HttpResponseMessage> AskAsync(Browser browser, string path, string? site)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip, br" } } };
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        return browser.SendAsync(request);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([^>]+)-->")]
    private static partial Regex State();

    [GeneratedRegex("\"descriptor\":\"([^\"]+)\"")]
    private static partial Regex Descriptor();

    [GeneratedRegex(" nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();

    [GeneratedRegex("<meta name=\"pc-padding\" content=\"([^\"]*)\"")]
    private static partial Regex Padding();
}
