using System.Globalization;
using System.Net;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Security;

public sealed class PageSecurityTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account/login")]
    [InlineData("/no-such-page")]
    public async Task Pages_Each_CarryOnePolicyAndAreNotKept(string path)
    {
        var answer = await app.NewBrowser().OpenAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Chat_SignedIn_CarriesOnePolicyWithTheNonceOfItsImportMap()
    {
        var browser = app.NewBrowser();
        await browser.RegisterAsync("Nora");

        var answer = await browser.OpenAsync("/chat");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains($"nonce=\"{nonce}\"", await Browser.TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownPath_Get_IsOurPageWith404()
    {
        var answer = await app.NewBrowser().OpenAsync("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing here", await Browser.TextOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", "a=b", HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:81", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "a=b", HttpStatusCode.Forbidden)]
    public async Task Handshake_FromElsewhere_IsForbidden(string? origin, string? cookie, HttpStatusCode expected)
    {
        var answer = await app.NewBrowser().SendAsync(Handshake(origin, cookie));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost", "a=b")]
    [InlineData(null, null)]
    public async Task Handshake_FromHereOrWithoutCookie_Passes(string? origin, string? cookie)
    {
        var answer = await app.NewBrowser().SendAsync(Handshake(origin, cookie));

        Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Circuit_NegotiateAndInitializers_AreNoHandshakes()
    {
        var browser = app.NewBrowser();

        var initializers = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/_blazor/initializers") { Headers = { { "Cookie", "a=b" } } });
        var negotiate = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Cookie", "a=b" } } });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (initializers.StatusCode, negotiate.StatusCode));
    }

    [Theory]
    [InlineData("websocket, h2c")]
    [InlineData("h2c, WebSocket")]
    public async Task Handshake_AmongOtherUpgrades_IsOneToo(string upgrade)
    {
        var request = Handshake("https://evil.example", "a=b");
        request.Headers.Remove("Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", upgrade);

        var answer = await app.NewBrowser().SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/_blazor?id={0}", null)]
    [InlineData("/_blazor/?id={0}", null)]
    [InlineData("/_BLAZOR/?id={0}", null)]
    [InlineData("/_blazor?id={0}", "h2c")]
    public async Task Circuit_ByAnotherTransport_IsNotThere(string path, string? upgrade)
    {
        var browser = app.NewBrowser();
        var negotiated = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"));
        var id = JsonElement.Parse(await negotiated.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("connectionToken").GetString();
        var request = new HttpRequestMessage(HttpMethod.Get, string.Format(CultureInfo.InvariantCulture, path, id));
        if (upgrade is not null) request.Headers.Add("Upgrade", upgrade);

        var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static HttpRequestMessage Handshake(string? origin, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor") { Headers = { { "Connection", "Upgrade" }, { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" }, { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" } } };
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return request;
    }
}
