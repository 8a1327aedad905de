using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>
/// Box and outbox. The browser owns both: text, draft, what is answered or edited and what waits to be sent live there and survive a lost circuit. The
/// server only takes what it hands over, in its order.
/// </summary>
public sealed partial class MessageInput : ComponentBase, IAsyncDisposable
{
    private ElementReference _composer;
    private readonly ConnectedModule _module;

    public MessageInput() => _module = new ConnectedModule(this);

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
    public required Func<Guid, string, Task<ChatResult<MessageRecord>>> Edit { get; set; }

    /// <summary>Takes back what was sent under that client id.</summary>
    [Parameter, EditorRequired]
    public required Func<Guid, Task<ChatResult<MessageRecord>>> TakeBack { get; set; }

    /// <summary>The last message of their own that may still be edited.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<ChatResult<MessageRecord>>> FindEditable { get; set; }

    [Parameter, EditorRequired]
    public required Action<bool> Typing { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

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
            var result = await Send(new SendMessage(item.Content, item.Id, item.ReplyTo));
            answers.Add(new OutboxAnswer(item.Id, result.Value?.Message.Seq, NameOf(result.Error), result.RetryAfter?.TotalMilliseconds, AgeOf(result.Value?.Message)));
            if (result.Error is ChatError.Unavailable or ChatError.RateLimited) break;
        }

        return answers;
    }

    /// <summary>Takes messages back that were handed over, stored or not.</summary>
    [JSInvokable]
    public async Task<IReadOnlyList<TakeBackAnswer>> TakeBackAsync(Guid[] ids)
    {
        var answers = new List<TakeBackAnswer>(ids.Length);
        foreach (var id in ids) answers.Add(new TakeBackAnswer(id, NameOf((await TakeBack(id)).Error)));
        return answers;
    }

    /// <summary>Changes the text of one's own message. Null when it is done, else the error.</summary>
    [JSInvokable]
    public async Task<string?> EditAsync(Guid id, string content) => NameOf((await Edit(id, content)).Error);

    /// <summary>The last message that may be edited, as it was typed; null when there is none.</summary>
    [JSInvokable]
    public async Task<EditableMessage?> FindEditableAsync() =>
        (await FindEditable()).Value is { } message ? new EditableMessage(message.Id, message.Content) : null;

    [JSInvokable]
    public void SetTyping(bool isTyping) => Typing(isTyping);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!IsLive || _module.IsStarted) return;
        if (await _module.ConnectAsync(Js, "./Components/Chat/MessageInput.razor.js", _composer)) StateHasChanged();
    }

    // The clocks of two machines: what seems to come from the future was stored just now.
    private double? AgeOf(MessageRecord? message) => message is null ? null : Math.Max(0, (Time.GetUtcNow() - message.SentAt).TotalMilliseconds);

    private static string? NameOf(ChatError? error) => error switch
    {
        null => null,
        ChatError.EmptyContent => "empty_content",
        ChatError.ContentTooLong => "content_too_long",
        ChatError.InvalidContent => "invalid_frame",
        ChatError.NotFound => "not_found",
        ChatError.Forbidden => "forbidden",
        ChatError.RateLimited => "rate_limited",
        ChatError.Ended => "ended",
        ChatError.TooLate => "too_late",
        _ => "unavailable",
    };

    public ValueTask DisposeAsync() => _module.DisposeAsync();
}
