using Bunit;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>What a browser may call on a circuit, and what comes of it in the conversation.</summary>
/// <param name="Call">The call, on a page that is open; what it answered, where that is what counts.</param>
/// <param name="Expected">
/// What the conversation sees of it; "nothing" where it was for the actor's own; "not heard" where the circuit takes it no more; else where the page led instead.
/// </param>
internal sealed record CircuitCase(string Action, Func<IRenderedComponent<PartnerChatPage>, Target, Task<string?>> Call, Answers<string> Expected);

/// <summary>Every method that scripts of ours call. No one of them names a conversation: a page has one, its reader's. Some name a message, here the target's.</summary>
internal static class CircuitTable
{
    public const string Said = "said";
    public const string Typing = "typing";
    public const string Read = "read";
    public const string Shown = "shown";
    public const string Edited = "edited";
    public const string Deleted = "deleted";
    public const string Found = "found";
    public const string Nothing = "nothing";
    public const string NotHeard = "not heard";

    public static readonly IReadOnlyList<CircuitCase> Cases =
    [
        new("MessageInput.SendAsync", (p, _) => Run(() => Input(p).SendAsync([new OutboxItem(Guid.CreateVersion7(), "said")])), Does(Said)),
        new("MessageInput.TakeBackAsync", (p, t) => Run(() => Input(p).TakeBackAsync([Scene.ClientIdOf(t.Side == PartnerSide.A ? "by A" : "by B")])), Does(Deleted)),
        new("MessageInput.EditAsync", (p, t) => Run(() => Input(p).EditAsync(t.Side == PartnerSide.A ? t.MessageOfA : t.MessageOfB, "said otherwise")), Does(Edited)),
        new("MessageInput.FindEditableAsync", FindAsync, Does(Found)),
        new("MessageInput.SetTyping", (p, _) => Run(() => Input(p).SetTyping(true)), Does(Typing)),
        new("ConversationView.MarkRead", (p, _) => Run(() => p.FindComponent<ConversationView>().Instance.MarkRead(2)), Does(Read)),
        new("ConversationView.LoadOlderAsync", (p, _) => Run(() => p.FindComponent<ConversationView>().Instance.LoadOlderAsync()), Does(Shown)),
    ];

    // Columns: nobody, partner A, partner B, a partner of another relationship, a partner of this one after its end, an admin, a locked-out user.
    private static Answers<string> Does(string what) => new("/account/login", what, what, Nothing, "/begin", "/begin", NotHeard);

    private static MessageInput Input(IRenderedComponent<PartnerChatPage> page) => page.FindComponent<MessageInput>().Instance;

    private static async Task<string?> FindAsync(IRenderedComponent<PartnerChatPage> page, Target target) =>
        await Input(page).FindEditableAsync() is { } found && found.Id == (target.Side == PartnerSide.A ? target.MessageOfA : target.MessageOfB) ? Found : Nothing;

    private static Task<string?> Run(Action action)
    {
        action();
        return Task.FromResult<string?>(null);
    }

    private static async Task<string?> Run(Func<Task> call)
    {
        await call();
        return null;
    }
}
