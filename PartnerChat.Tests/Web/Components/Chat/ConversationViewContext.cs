using Bunit;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

/// <summary>A list in a browser that answers as the script does, and notes what it hands on.</summary>
public abstract class ConversationViewContext : PageContext
{
    protected ConversationViewContext()
    {
        Module = JSInterop.SetupModule("./Components/Chat/ConversationView.razor.js");
        Module.Setup<string>("connect", _ => true).SetResult("Asia/Tokyo");
    }

    private protected BunitJSModuleInterop Module { get; }

    private protected List<string> Zones { get; } = [];

    private protected List<long> Seen { get; } = [];

    /// <summary>The answers to the next requests for an older page; after them, each is there at once.</summary>
    private protected Queue<Task<bool>> Pages { get; } = new();

    /// <summary>How often an older page was asked for.</summary>
    private protected int Asked { get; private set; }

    private protected static ChatState State(IEnumerable<MessageRecord> messages, bool hasOlder = false, long position = long.MaxValue, string? partnerName = "Sami") =>
        new(Talk.Opening(messages, hasOlder, position, partnerName), new ViewerClock(new FakeTimeProvider(Talk.Noon), null, Words.Of<ChatTexts>()));

    private Task<bool> LoadOlder()
    {
        Asked++;
        return Pages.TryDequeue(out var page) ? page : Task.FromResult(true);
    }

    private protected IRenderedComponent<ConversationView> View(ChatState state, bool isLive = true) => Render<ConversationView>(p => p
        .Add(v => v.State, state)
        .Add(v => v.Days, state.Days)
        .Add(v => v.HasOlder, state.Window.HasOlder)
        .Add(v => v.IsLive, isLive)
        .Add(v => v.LoadOlder, LoadOlder)
        .Add(v => v.Read, Seen.Add)
        .Add(v => v.ZoneFound, Zones.Add));
}
