using System.Net;

namespace PartnerChat.Benchmarks.Circuits;

/// <summary>Somebody who opens circuits, as many as they like; signed in once their cookies say so.</summary>
public sealed class CircuitVisitor : IDisposable
{
    /// <summary>Where they are.</summary>
    public const string Zone = "Europe/Berlin";

    // A browser's line for pages closes too when nothing goes over it, some minutes later: it is no part of an idle circuit.
    private static readonly TimeSpan IdleLine = TimeSpan.FromSeconds(1);

    public CircuitVisitor(string baseUrl)
    {
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, PooledConnectionIdleTimeout = IdleLine }) { BaseAddress = new Uri(baseUrl) };
        Cookies.Add(Http.BaseAddress, new Cookie("pc-zone", Uri.EscapeDataString(Zone)));
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public Task<CircuitClient> OpenAsync(string path, Func<JsCall, object?> browser, CancellationToken ct) => CircuitClient.OpenAsync(Http, Cookies, path, browser, ct);

    public void Dispose() => Http.Dispose();
}
