using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace PartnerChat.Benchmarks.Circuits;

/// <summary>
/// A circuit without a browser: it loads a page, opens the circuit over it, confirms what is rendered and answers the calls to JavaScript.
/// Hundreds of them are easy for one process.
/// </summary>
public sealed class CircuitClient : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;
    private readonly HubConnection _line;
    private readonly CircuitPage _page;
    private readonly Func<JsCall, object?> _browser;
    private readonly ConcurrentDictionary<long, string> _modules = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly ConcurrentQueue<RenderBatch> _batches = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<long> _dispatcher = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _secret = "";
    private long _lastModule;
    private long _lastCall;

    private CircuitClient(HttpClient http, CookieContainer cookies, CircuitPage page, Func<JsCall, object?> browser)
    {
        (_http, _page, _browser) = (http, page, browser);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(http.BaseAddress!, "/_blazor"), HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.Cookies = cookies;
            options.Headers["Origin"] = http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        });
        // A driver with hundreds of them on a busy machine is late with its pings; the server waits 30 s.
        builder.WithKeepAliveInterval(TimeSpan.FromSeconds(5)).WithServerTimeout(TimeSpan.FromMinutes(2));
        builder.Services.AddSingleton<IHubProtocol, BlazorPackProtocol>();
        _line = builder.Build();
        _line.On<long, byte[]>("JS.RenderBatch", ConfirmAsync);
        _line.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        _line.On<string, bool, string>("JS.EndInvokeDotNet", Settle);
        _line.On<string>("JS.Error", _errors.Enqueue);
        _line.Closed += fault =>
        {
            if (fault is not null) _errors.Enqueue($"The line broke: {fault.Message}");
            return Task.CompletedTask;
        };
    }

    /// <summary>The page as it was prerendered.</summary>
    public string Html => _page.Html;

    /// <summary>Everything that was rendered since the circuit began, in its order.</summary>
    public IReadOnlyCollection<RenderBatch> Batches => _batches;

    /// <summary>What the server said before it gave the circuit up, and how the line broke.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Loads that page and opens a circuit over it.</summary>
    /// <param name="http">Whose cookies say who is there.</param>
    /// <param name="browser">What JavaScript answers; references to modules are made by themselves.</param>
    public static async Task<CircuitClient> OpenAsync(HttpClient http, CookieContainer cookies, string path, Func<JsCall, object?> browser, CancellationToken ct)
    {
        var circuit = new CircuitClient(http, cookies, CircuitPage.Read(await http.GetStringAsync(path, ct)), browser);
        try
        {
            await circuit.StartAsync(new Uri(http.BaseAddress!, path), ct);
            return circuit;
        }
        catch
        {
            await circuit._line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls a method of an object that the server handed over, as JavaScript does.</summary>
    public Task<JsonElement> InvokeAsync(long serverObject, string method, object?[] arguments, CancellationToken ct) =>
        CallAsync(serverObject, method, JsonSerializer.Serialize(arguments, Web), ct);

    /// <summary>Tells the renderer of an event of the page, a click for example.</summary>
    public async Task DispatchEventAsync(ulong handler, string name, object args, CancellationToken ct)
    {
        object?[] arguments = [new { eventHandlerId = handler, eventName = name, eventFieldInfo = (object?)null }, args];
        await InvokeAsync(await _dispatcher.Task.WaitAsync(ct), "DispatchEventAsync", arguments, ct);
    }

    /// <summary>Takes leave as a closed page does, so that the server keeps nothing for a return.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_line.State == HubConnectionState.Connected && _secret.Length > 0)
        {
            using var leave = new MultipartFormDataContent { { new StringContent(_secret), "circuitId" } };
            using var answer = await _http.PostAsync("/_blazor/disconnect", leave);
        }

        await CutAsync();
    }

    /// <summary>Ends the line without a word.</summary>
    public ValueTask CutAsync() => _line.DisposeAsync();

    private async Task StartAsync(Uri address, CancellationToken ct)
    {
        await _line.StartAsync(ct);
        _secret = await _line.InvokeAsync<string>("StartCircuit", address.GetLeftPart(UriPartial.Authority) + "/", address.AbsoluteUri, "[]", "", ct);
        await _line.SendAsync("UpdateRootComponents", _page.ToOperations(), _page.State, ct);
    }

    private Task ConfirmAsync(long id, byte[] batch)
    {
        _batches.Enqueue(RenderBatch.Read(id, batch));
        return _line.SendAsync("OnRenderCompleted", id, null);
    }

    private Task AnswerAsync(long handle, string function, string? arguments, int resultKind, long target, int callKind)
    {
        var call = new JsCall(_modules.GetValueOrDefault(target), function, arguments is null ? [] : [.. JsonElement.Parse(arguments).EnumerateArray()]);
        if (function.EndsWith("attachWebRendererInterop", StringComparison.Ordinal)) _dispatcher.TrySetResult(call.ServerObject!.Value);
        var result = (JsResult)resultKind switch
        {
            JsResult.Module => Import(call),
            JsResult.Nothing => Ignore(_browser(call)),
            _ => _browser(call),
        };
        // Whoever does not wait for an answer has no handle.
        return handle == 0 ? Task.CompletedTask
            : _line.SendAsync("EndInvokeJSFromDotNet", handle, true, JsonSerializer.Serialize(new[] { handle, true, result }, Web));
    }

    private JsonObject Import(JsCall call)
    {
        var id = Interlocked.Increment(ref _lastModule);
        _modules[id] = call.Arguments.Count > 0 ? call.Arguments[0].ToString() : call.Function;
        return new JsonObject { ["__jsObjectId"] = id };
    }

    private static object? Ignore(object? _) => null;

    private async Task<JsonElement> CallAsync(long serverObject, string method, string arguments, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastCall).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = _calls[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _line.SendAsync("BeginInvokeDotNetFromJS", id, null, method, serverObject, arguments, ct);
        return await answer.Task.WaitAsync(ct);
    }

    private void Settle(string id, bool isDone, string? result)
    {
        if (!_calls.TryRemove(id, out var answer)) return;
        if (isDone) answer.SetResult(string.IsNullOrEmpty(result) ? default : JsonElement.Parse(result));
        else answer.SetException(new InvalidOperationException(result));
    }

    private enum JsResult
    {
        Value = 0,
        Module = 1,
        Nothing = 3,
    }
}
