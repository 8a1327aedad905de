using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A message that waits in the browser's outbox.</summary>
public sealed record OutboxItem(Guid Id, string Content);

/// <summary>What became of it: <paramref name="Seq"/> once stored, else <paramref name="Error"/>.</summary>
/// <param name="RetryAfterMs">With <c>rate_limited</c>: how long to wait before it is handed over again.</param>
public sealed record OutboxAnswer(Guid Id, long? Seq, string? Error, double? RetryAfterMs = null);

/// <summary>
/// Box and outbox. The browser owns both: text, draft and what waits to be sent live there and survive a lost circuit. The server only takes
/// what the outbox hands over, in its order.
/// </summary>
public sealed partial class MessageInput : ComponentBase, IAsyncDisposable
{
    private ElementReference _composer;
    private DotNetObjectReference<MessageInput>? _self;
    private IJSObjectReference? _module;
    private bool _isConnected;
    private bool _isDisposed;

    /// <summary>Null until the partner has joined.</summary>
    [Parameter]
    public string? PartnerName { get; set; }

    [Parameter]
    public bool IsPartnerTyping { get; set; }

    /// <summary>Whether a live session is behind the page.</summary>
    [Parameter]
    public bool IsLive { get; set; }

    [Parameter, EditorRequired]
    public required Func<SendMessage, Task<ChatResult<SentMessage>>> Send { get; set; }

    [Parameter, EditorRequired]
    public required Action<bool> Typing { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    private string Name => PartnerName ?? T["ToYourPartner"];

    // Around the name.
    private string[] IsWriting => T["IsWriting"].Value.Split("{0}");

    /// <summary>Sends what waits, in its order. It stops at the first that the server cannot take now, so that none overtakes it.</summary>
    [JSInvokable]
    public async Task<IReadOnlyList<OutboxAnswer>> SendAsync(OutboxItem[] items)
    {
        var answers = new List<OutboxAnswer>(items.Length);
        foreach (var item in items)
        {
            var result = await Send(new SendMessage(item.Content, item.Id));
            answers.Add(new OutboxAnswer(item.Id, result.Value?.Message.Seq, result.Error is { } error ? NameOf(error) : null, result.RetryAfter?.TotalMilliseconds));
            if (result.Error is ChatError.Unavailable or ChatError.RateLimited) break;
        }

        return answers;
    }

    [JSInvokable]
    public void SetTyping(bool isTyping) => Typing(isTyping);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!IsLive || _self is not null) return;
        _self = DotNetObjectReference.Create(this);
        try
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Chat/MessageInput.razor.js");
            if (_isDisposed)
            {
                await JsModules.DisposeAsync(_module);
                return;
            }

            await _module.InvokeVoidAsync("connect", _composer, _self);
            _isConnected = true;
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // The browser went while it was being connected; the circuit is about to follow.
            _isConnected = false;
        }
    }

    private static string NameOf(ChatError error) => error switch
    {
        ChatError.EmptyContent => "empty_content",
        ChatError.ContentTooLong => "content_too_long",
        ChatError.InvalidContent => "invalid_frame",
        ChatError.NotFound => "not_found",
        ChatError.Forbidden => "forbidden",
        ChatError.RateLimited => "rate_limited",
        ChatError.Ended => "ended",
        _ => "unavailable",
    };

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _self?.Dispose();
        await JsModules.DisposeAsync(_module);
    }
}
