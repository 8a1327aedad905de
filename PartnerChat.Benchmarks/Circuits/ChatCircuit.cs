using System.Collections.Concurrent;
using System.Text.Json;

namespace PartnerChat.Benchmarks.Circuits;

/// <summary>The chat page over a circuit without a browser.</summary>
public sealed class ChatCircuit : IAsyncDisposable
{
    private const string List = "./Components/Chat/ConversationView.razor.js", Box = "./Components/Chat/MessageInput.razor.js";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The server's side of each part of the page, by the module that it is connected to.
    private readonly ConcurrentDictionary<string, long> _parts;

    private ChatCircuit(CircuitClient circuit, ConcurrentDictionary<string, long> parts) => (Circuit, _parts) = (circuit, parts);

    public CircuitClient Circuit { get; }

    /// <summary>How many messages the page showed when it came.</summary>
    public int Shown => Circuit.Html.Split("data-testid=\"message-bubble\"").Length - 1;

    /// <summary>Opens that visitor's page, and waits until it takes input.</summary>
    public static async Task<ChatCircuit> OpenAsync(CircuitVisitor visitor, CancellationToken ct)
    {
        var parts = new ConcurrentDictionary<string, long>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        object? Browse(JsCall call)
        {
            if (call is not { Module: { } module, Function: "connect", ServerObject: { } part }) return null;
            parts[module] = part;
            if (parts.ContainsKey(Box) && parts.ContainsKey(List)) ready.TrySetResult();
            return module == List ? CircuitVisitor.Zone : null;
        }

        var chat = new ChatCircuit(await visitor.OpenAsync("/chat", Browse, ct), parts);
        await ready.Task.WaitAsync(Patience, ct);
        return chat;
    }

    /// <summary>Hands a text over as the outbox does; returns its client id once it is stored.</summary>
    public async Task<Guid> SendAsync(string text, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var answers = await CallAsync(Box, "SendAsync", ct, new List<object> { new { id, content = text } });
        return answers[0].GetProperty("seq").ValueKind == JsonValueKind.Number ? id : throw new InvalidOperationException($"It was not stored: {answers[0]}");
    }

    /// <summary>Everything up to that one was read.</summary>
    public Task MarkReadAsync(long seq, CancellationToken ct) => CallAsync(List, "MarkRead", ct, seq);

    /// <summary>What is above that one is not needed any more, as a browser says that follows the end.</summary>
    public Task LetGoAsync(long keepFrom, CancellationToken ct) => CallAsync(List, "LetGoAsync", ct, keepFrom);

    public ValueTask DisposeAsync() => Circuit.DisposeAsync();

    private Task<JsonElement> CallAsync(string part, string method, CancellationToken ct, params object?[] arguments) =>
        Circuit.InvokeAsync(_parts[part], method, arguments, ct);
}
