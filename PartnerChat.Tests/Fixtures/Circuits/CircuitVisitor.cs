using System.Net;

namespace PartnerChat.Tests.Fixtures.Circuits;

/// <summary>Somebody signed in who opens circuits, as many as they like.</summary>
public sealed class CircuitVisitor : IDisposable
{
    /// <summary>Where they are.</summary>
    public const string Zone = "Europe/Berlin";

    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    private CircuitVisitor(string baseUrl)
    {
        _http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = new Uri(baseUrl) };
        _cookies.Add(_http.BaseAddress, new Cookie("pc-zone", Uri.EscapeDataString(Zone)));
    }

    /// <summary>Signs in by the form.</summary>
    public static async Task<CircuitVisitor> SignInAsync(string baseUrl, TestAccount account)
    {
        var visitor = new CircuitVisitor(baseUrl);
        var answer = await new Browser(visitor._http).SubmitAsync(
            "/account/login?ReturnUrl=%2Fchat", "login", ("Input.Email", account.Email), ("Input.Password", Accounts.Password));
        Assert.Equal("/chat", answer.RequestMessage!.RequestUri!.AbsolutePath);
        return visitor;
    }

    public Task<CircuitClient> OpenAsync(string path, Func<JsCall, object?> browser, CancellationToken ct) => CircuitClient.OpenAsync(_http, _cookies, path, browser, ct);

    public void Dispose() => _http.Dispose();
}
