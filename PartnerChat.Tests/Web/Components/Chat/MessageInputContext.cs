using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat;

/// <summary>The box, before a browser and a server that are not there.</summary>
public abstract class MessageInputContext : PageContext
{
    private readonly Queue<ChatResult<SentMessage>> _answers = new();
    private readonly FakeTimeProvider _time = new(Talk.Noon.AddMinutes(1).AddSeconds(3));

    protected MessageInputContext()
    {
        Module = JSInterop.SetupModule("./Components/Chat/MessageInput.razor.js");
        Module.Setup<string?>("connect", _ => true).SetResult(null);
        Services.AddSingleton<TimeProvider>(_time);
    }

    protected BunitJSModuleInterop Module { get; }

    protected List<SendMessage> Sent { get; } = [];

    protected List<bool> Signals { get; } = [];

    protected List<(Guid Id, string Content)> Edits { get; } = [];

    protected Queue<ChatError?> Refusals { get; } = new();

    protected ChatResult<MessageRecord> Editable { get; set; } = ChatError.NotFound;

    private Task<ChatResult<MessageRecord>> Edit(Guid id, string content)
    {
        Edits.Add((id, content));
        return TakeBack(id);
    }

    private Task<ChatResult<MessageRecord>> TakeBack(Guid id) =>
        Task.FromResult(Refusals.TryDequeue(out var refusal) && refusal is { } error ? error : new ChatResult<MessageRecord>(Talk.Message(1), null));

    protected static OutboxItem Item(string content) => new(Guid.CreateVersion7(), content);

    protected void Answer(params ChatResult<SentMessage>[] answers)
    {
        foreach (var answer in answers) _answers.Enqueue(answer);
    }

    private Task<ChatResult<SentMessage>> Send(SendMessage message)
    {
        Sent.Add(message);
        return Task.FromResult(_answers.TryDequeue(out var answer) ? answer : new SentMessage(Talk.Message(Sent.Count), IsRepeat: false));
    }

    protected IRenderedComponent<MessageInput> Input(bool isLive = true, bool isPartnerTyping = false, string? partnerName = "Sami") => Render<MessageInput>(p => p
        .Add(i => i.PartnerName, partnerName)
        .Add(i => i.IsPartnerTyping, isPartnerTyping)
        .Add(i => i.IsLive, isLive)
        .Add(i => i.Send, Send)
        .Add(i => i.Edit, Edit)
        .Add(i => i.TakeBack, TakeBack)
        .Add(i => i.FindEditable, () => Task.FromResult(Editable))
        .Add(i => i.Typing, Signals.Add));
}
