using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A client of the API, signed in or nobody. What it is answered has to be as the document says.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly ChatServer _server;
    private readonly HttpClient _http;

    private ApiClient(ChatServer server, HttpClient http) => (_server, _http) = (server, http);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Nobody. A page of our own, if somebody signs in by it.</summary>
    public static ApiClient For(ChatServer server)
    {
        // Cookies are kept; nothing is followed.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(server.BaseUrl) };
        http.DefaultRequestHeaders.Add("Origin", server.BaseUrl);
        return new ApiClient(server, http);
    }

    /// <summary>That account, signed in by its form.</summary>
    public static async Task<ApiClient> SignInAsync(ChatServer server, TestAccount account)
    {
        var client = For(server);
        var answer = await new Browser(client._http).SubmitAsync("/account/login", "login", ("Input.Email", account.Email), ("Input.Password", Accounts.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ApiAnswer> PatchAsync(string path) => SendAsync(HttpMethod.Patch, path);

    /// <summary>Sends a body: a string as it is, anything else as JSON.</summary>
    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, string contentType = MediaTypeNames.Application.Json)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        return SendAsync(request);
    }

    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        var path = request.RequestUri!.IsAbsoluteUri ? request.RequestUri.PathAndQuery : request.RequestUri.OriginalString;
        var answer = new ApiAnswer(request.Method, path, response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, text);
        (await _server.ReadContractAsync()).Check(answer);
        return answer;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What the API answered.</summary>
public sealed record ApiAnswer(HttpMethod Method, string Path, HttpStatusCode Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public JsonElement this[string field] => Json.GetProperty(field);

    /// <summary>The same but for the trace id, which is each call's own.</summary>
    public string TextWithoutTraceId => Text.Replace(this["traceId"].GetString()!, "", StringComparison.Ordinal);
}
