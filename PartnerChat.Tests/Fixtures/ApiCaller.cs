using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A client of the API that signs in for tokens. It keeps no cookies.</summary>
public sealed class ApiCaller(HttpClient client)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string AccessToken { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    public async Task<ApiCaller> SignInAsync(string email, string password = Accounts.Password)
    {
        Keep(await PostAsync("/api/auth/login", new { email, password }));
        return this;
    }

    /// <summary>New tokens for the old.</summary>
    public async Task RefreshAsync() => Keep(await PostAsync("/api/auth/refresh", new { refreshToken = RefreshToken }));

    public Task<HttpStatusCode> ReadInfoAsync() => StatusOfAsync(HttpMethod.Get, "/api/auth/manage/info");

    public async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path, object? body = null) => (await SendAsync(method, path, body)).Status;

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (AccessToken.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        var response = await client.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        return new Answer(response.StatusCode, response.Headers, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    private void Keep(Answer answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        AccessToken = answer.Body.GetProperty("accessToken").GetString()!;
        RefreshToken = answer.Body.GetProperty("refreshToken").GetString()!;
    }

    /// <summary>What came back; the body as JSON, undefined where there is none.</summary>
    public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, JsonElement Body)
    {
        /// <summary>The body but for the trace id, which is each call's own.</summary>
        public string TextWithoutTraceId => Body.GetRawText().Replace(Body.GetProperty("traceId").GetString()!, "", StringComparison.Ordinal);

        /// <summary>What is wrong with that field.</summary>
        public string? ErrorOf(string field) =>
            Body.TryGetProperty("errors", out var errors) && errors.TryGetProperty(field, out var told) ? told[0].GetString() : null;
    }
}
