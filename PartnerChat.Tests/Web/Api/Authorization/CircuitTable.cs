using Bunit;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>What a browser may call on a circuit, and what comes of it in the conversation.</summary>
/// <param name="Call">The call, on a page that is open.</param>
/// <param name="Expected">
/// What the conversation sees of it; "nothing" where it was for the actor's own; "not heard" where the circuit takes it no more; else where the page led instead.
/// </param>
internal sealed record CircuitCase(string Action, Func<IRenderedComponent<PartnerChatPage>, Task> Call, Answers<string> Expected);

/// <summary>Every method that scripts of ours call. No one of them names a conversation: a page has one, its reader's.</summary>
internal static class CircuitTable
{
    public const string Said = "said";
    public const string Typing = "typing";
    public const string Read = "read";
    public const string Shown = "shown";
    public const string Nothing = "nothing";
    public const string NotHeard = "not heard";

    public static readonly IReadOnlyList<CircuitCase> Cases =
    [
        new("MessageInput.SendAsync", p => p.FindComponent<MessageInput>().Instance.SendAsync([new OutboxItem(Guid.CreateVersion7(), "said")]), Does(Said)),
        new("MessageInput.SetTyping", p => Run(() => p.FindComponent<MessageInput>().Instance.SetTyping(true)), Does(Typing)),
        new("ConversationView.MarkRead", p => Run(() => p.FindComponent<ConversationView>().Instance.MarkRead(2)), Does(Read)),
        new("ConversationView.LoadOlderAsync", p => ViewOf(p).LoadOlderAsync(null, long.MaxValue), Does(Shown)),
        new("ConversationView.LoadNewerAsync", p => ViewOf(p).LoadNewerAsync(null, 0), Does(Shown)),
        new("ConversationView.LetGoAsync", p => ViewOf(p).LetGoAsync(2), Does(Shown)),
        new("ConversationView.JumpAsync", p => ViewOf(p).JumpAsync(new JumpTarget(Seq: 1)), Does(Shown)),
        new("ConversationView.FindSpanAsync", p => ViewOf(p).FindSpanAsync(), Does(Shown)),
    ];

    // Columns: nobody, partner A, partner B, a partner of another relationship, a partner of this one after its end, an admin, a locked-out user.
    private static Answers<string> Does(string what) => new("/account/login", what, what, Nothing, "/begin", "/begin", NotHeard);

    private static ConversationView ViewOf(IRenderedComponent<PartnerChatPage> page) => page.FindComponent<ConversationView>().Instance;

    private static Task Run(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
