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

    private protected FakeHistory History { get; } = new();

    private protected static ChatState State(IEnumerable<MessageRecord> messages, bool hasOlder = false, long position = long.MaxValue, string? partnerName = "Sami") =>
        new(Talk.Opening(messages, hasOlder, position, partnerName), new ViewerClock(new FakeTimeProvider(Talk.Noon), null, Words.Of<ChatTexts>()));

    private protected IRenderedComponent<ConversationView> View(ChatState state, bool isLive = true) => Render<ConversationView>(p => p
        .Add(v => v.State, state)
        .Add(v => v.History, isLive ? History : null)
        .Add(v => v.Read, Seen.Add)
        .Add(v => v.ZoneFound, Zones.Add));
}
