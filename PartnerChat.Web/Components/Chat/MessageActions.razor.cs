using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Chat;

/// <summary>Whether something was done.</summary>
/// <param name="Error">The name of the <see cref="ChatError"/> for which it was not; null when it was.</param>
public sealed record ActionAnswer(string? Error);

/// <summary>A message's text as it is stored.</summary>
public sealed record TextAnswer(string? Text, string? Error);

/// <summary>What is done to the messages of the list, for all of them: the browser says which one, and what.</summary>
public sealed partial class MessageActions : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ElementReference _element;
    private readonly ConnectedModule _module;
    private bool _isDirty;

    public MessageActions() => _module = new ConnectedModule(this);

    [Parameter, EditorRequired]
    public required ChatState State { get; set; }

    /// <summary>Who does it; null while no live session is behind the page.</summary>
    [Parameter]
    public Participant? By { get; set; }

    /// <summary>Something that is shown changed.</summary>
    [Parameter, EditorRequired]
    public required Action Changed { get; set; }

    [Inject]
    public required ChatService Chat { get; set; }

    [Inject]
    public required StarService Stars { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required IStringLocalizer<MessageTexts> T { get; set; }

    /// <summary>Erases an own message for both.</summary>
    [JSInvokable]
    public Task<ActionAnswer> DeleteAsync(Guid id) => ActAsync(by => Chat.DeleteAsync(by, id, _leaving.Token));

    /// <summary>Puts the viewer's emoji on a message, or takes it off.</summary>
    [JSInvokable]
    public Task<ActionAnswer> ReactAsync(Guid id, string emoji, bool isOn) =>
        ActAsync(by => isOn ? Chat.PutReactionAsync(by, id, emoji, _leaving.Token) : Chat.RemoveReactionAsync(by, id, emoji, _leaving.Token));

    /// <summary>Puts the viewer's star on a message, or takes it off.</summary>
    [JSInvokable]
    public async Task<ActionAnswer> StarAsync(Guid id, bool isOn)
    {
        if (By is null) return Answer(ChatError.Unavailable);
        var done = await (isOn ? Stars.AddAsync(By, id, _leaving.Token) : Stars.RemoveAsync(By, id, _leaving.Token));
        if (done.Error is not null) return Answer(done.Error);
        State.Marks.SetStar(id, isOn);
        Changed();
        return Answer(null);
    }

    /// <summary>A message's text as it is stored, of those in view.</summary>
    [JSInvokable]
    public TextAnswer GetText(Guid id) => By is not null && Find(id) is { DeletedAt: null } message
        ? new TextAnswer(message.Content, null)
        : new TextAnswer(null, nameof(ChatError.NotFound));

    /// <summary>A message's exact times, of those in view.</summary>
    [JSInvokable]
    public FactsAnswer GetTimes(Guid id) => By is not null && Find(id) is { } message ? MessageFacts.Times(message, State.Clock, T) : FactsAnswer.Failed(ChatError.NotFound);

    /// <summary>What a message said before, and since when it says what it says.</summary>
    [JSInvokable]
    public async Task<FactsAnswer> GetEditsAsync(Guid id)
    {
        if (By is null) return FactsAnswer.Failed(ChatError.Unavailable);
        var edits = await Chat.GetEditsAsync(By, id, _leaving.Token);
        if (edits.Value is null) return FactsAnswer.Failed(edits.Error!.Value);
        return Find(id) is { DeletedAt: null } message ? MessageFacts.Edits(message, edits.Value, State.Clock, T) : FactsAnswer.Failed(ChatError.NotFound);
    }

    // Without a rendering nothing is called after it, and nothing would be connected.
    protected override void OnParametersSet() => _isDirty |= By is not null && !_module.IsStarted;

    // What the page shows is not shown here.
    protected override bool ShouldRender()
    {
        var isDirty = _isDirty;
        _isDirty = false;
        return isDirty;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (By is null || _module.IsStarted || !await _module.ConnectAsync(Js, "./Components/Chat/MessageActions.razor.js", _element)) return;
        _isDirty = true;
        StateHasChanged();
    }

    // Shown before the answer, so that what stands in for it until then can go.
    private async Task<ActionAnswer> ActAsync(Func<Participant, Task<ChatResult<MessageRecord>>> act)
    {
        if (By is null) return Answer(ChatError.Unavailable);
        var done = await act(By);
        if (done.Value is { } message && State.Show(message)) Changed();
        return Answer(done.Error);
    }

    private static ActionAnswer Answer(ChatError? error) => new(error?.ToString());

    private MessageRecord? Find(Guid id) => State.Window.Messages.FirstOrDefault(m => m.Id == id);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
        await _module.DisposeAsync();
    }
}
