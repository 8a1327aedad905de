using Bunit;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Components.Chat.Search;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>What a browser may call on a circuit, and what comes of it in the conversation.</summary>
/// <param name="Call">The call, on a page that is open, about the scene's target. It gives what was answered, where that says it; else null.</param>
/// <param name="Expected">
/// What was answered, or what the conversation sees of it; "nothing" where it was for the actor's own; "not heard" where the circuit takes it no more; else where the page led instead.
/// </param>
internal sealed record CircuitCase(string Action, Func<IRenderedComponent<PartnerChatPage>, Target, Task<string?>> Call, Answers<string> Expected);

/// <summary>Every method that scripts of ours call. No one of them names a conversation: a page has one, its reader's. A message that is named may be anybody's.</summary>
internal static class CircuitTable
{
    public const string Said = "said";
    public const string Typing = "typing";
    public const string Read = "read";
    public const string Shown = "shown";
    public const string Edited = "edited";
    public const string Deleted = "deleted";
    public const string Found = "found";
    public const string Reacted = "reacted";
    public const string Done = "done";
    public const string Refused = "refused";
    public const string Nothing = "nothing";
    public const string NotHeard = "not heard";

    /// <summary>What has ended has no box to call.</summary>
    public const string NoBox = "no box";

    public static readonly IReadOnlyList<CircuitCase> Cases =
    [
        new("MessageInput.SendAsync", (p, _) => Run(() => Input(p).SendAsync([new OutboxItem(Guid.CreateVersion7(), "said")])), OfTheBox(Said)),
        new("MessageInput.TakeBackAsync", (p, t) => Run(() => Input(p).TakeBackAsync([Scene.ClientIdOf(t.Side == PartnerSide.A ? "by A" : "by B")])), OfTheBox(Deleted)),
        new("MessageInput.EditAsync", (p, t) => Run(() => Input(p).EditAsync(t.Side == PartnerSide.A ? t.MessageOfA : t.MessageOfB, "said otherwise")), OfTheBox(Edited)),
        new("MessageInput.FindEditableAsync", FindAsync, OfTheBox(Found)),
        new("MessageInput.SetTyping", (p, _) => Run(() => Input(p).SetTyping(true)), OfTheBox(Typing)),
        new("ConversationView.MarkRead", (p, _) => Run(() => p.FindComponent<ConversationView>().Instance.MarkRead(2)), Does(Read)),
        new("ConversationView.LoadOlderAsync", (p, _) => Run(() => ViewOf(p).LoadOlderAsync(null, long.MaxValue)), Does(Shown)),
        new("ConversationView.LoadNewerAsync", (p, _) => Run(() => ViewOf(p).LoadNewerAsync(null, 0)), Does(Shown)),
        new("ConversationView.LetGoAsync", (p, _) => Run(() => ViewOf(p).LetGoAsync(2)), Does(Shown)),
        new("ConversationView.JumpAsync", (p, _) => Run(() => ViewOf(p).JumpAsync(new JumpTarget(Seq: 1))), Does(Shown)),
        new("ConversationView.FindSpanAsync", (p, _) => Run(() => ViewOf(p).FindSpanAsync()), Does(Shown)),
        new("SearchPanel.SearchAsync", (p, _) => Run(() => p.FindComponent<SearchPanel>().Instance.SearchAsync("BY")), Does(Found)),
        new("MessageActions.DeleteAsync", async (p, t) => RefusalOf((await On(p).DeleteAsync(t.MessageOfA)).Error), Does(Deleted) with { PartnerB = Refused, Elsewhere = Refused }),
        new("MessageActions.ReactAsync", async (p, t) => RefusalOf((await On(p).ReactAsync(t.MessageOfA, "❤️", true)).Error), Does(Reacted) with { Elsewhere = Refused }),
        new("MessageActions.StarAsync", async (p, t) => RefusalOf((await On(p).StarAsync(t.MessageOfA, true)).Error) ?? Done, Answers(Done) with { Ended = Refused }),
        new("MessageActions.GetText", (p, t) => Task.FromResult<string?>(On(p).GetText(t.MessageOfA) is { Text: "by A" } ? Done : Refused), Answers(Done)),
        new("MessageActions.GetTimes", (p, t) => Task.FromResult<string?>(On(p).GetTimes(t.MessageOfA).Facts.Count > 0 ? Done : Refused), Answers(Done)),
        new("MessageActions.GetEditsAsync", async (p, t) => RefusalOf((await On(p).GetEditsAsync(t.MessageOfA)).Error) ?? Done, Answers(Done)),
    ];

    // Columns: nobody, partner A, partner B, a partner of another relationship, a partner of this one after its end, an admin, a locked-out user.
    private static Answers<string> Does(string what) =>
        new("/account/login", what, what, Nothing, what is Shown or Found or Done ? what : what is Read ? Nothing : Refused, "/begin", NotHeard);

    private static Answers<string> OfTheBox(string what) => Does(what) with { Ended = NoBox };

    private static ConversationView ViewOf(IRenderedComponent<PartnerChatPage> page) => page.FindComponent<ConversationView>().Instance;

    private static MessageInput Input(IRenderedComponent<PartnerChatPage> page) => page.FindComponent<MessageInput>().Instance;

    private static async Task<string?> FindAsync(IRenderedComponent<PartnerChatPage> page, Target target) =>
        await Input(page).FindEditableAsync() is { } found && found.Id == (target.Side == PartnerSide.A ? target.MessageOfA : target.MessageOfB) ? Found : Nothing;

    private static Answers<string> Answers(string what) => Does(what) with { Elsewhere = Refused };

    private static MessageActions On(IRenderedComponent<PartnerChatPage> page) => page.FindComponent<MessageActions>().Instance;

    private static string? RefusalOf(string? error) => error is null ? null : Refused;

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
