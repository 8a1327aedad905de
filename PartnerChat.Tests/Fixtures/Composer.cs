using Microsoft.Playwright;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The box of somebody at the chat page: what it is for, and what stands around it.</summary>
internal static class Composer
{
    public static ILocator Context(this Partner partner) => partner.Page.GetByTestId("composer-context");

    public static ILocator Under(this Partner partner) => partner.Page.Locator("#composer-under");

    public static ILocator UndoOf(this Partner partner, string text) => partner.BubbleOf(text).GetByTestId("undo");

    public static ILocator QuoteOf(this Partner partner, string text) => partner.BubbleOf(text).Locator(".quote");

    /// <summary>As the message itself would ask for it.</summary>
    public static async Task ReplyToAsync(this Partner partner, string text, string name)
    {
        var id = await partner.BubbleOf(text).GetAttributeAsync("data-message-id");
        await partner.Page.EvaluateAsync("detail => { document.dispatchEvent(new CustomEvent('compose-reply', { detail })); }", new { id, name, text });
    }

    /// <summary>As the message itself would ask for it.</summary>
    public static async Task EditAsync(this Partner partner, string text)
    {
        var id = await partner.BubbleOf(text).GetAttributeAsync("data-message-id");
        await partner.Page.EvaluateAsync("detail => { document.dispatchEvent(new CustomEvent('compose-edit', { detail })); }", new { id, text });
    }

    /// <summary>With the arrow up, in a box that is empty.</summary>
    public static async Task EditLastAsync(this Partner partner)
    {
        await partner.Box.PressAsync("ArrowUp");
        await Assertions.Expect(partner.Context()).ToHaveAttributeAsync("data-for", "edit");
    }

    public static Task ReloadAsync(this Partner partner) => partner.Page.ReloadAsync().ContinueWith(_ => partner.WaitUntilInteractiveAsync(), TaskScheduler.Default).Unwrap();

    public static Task<string[]> OutboxAsync(this Partner partner) => partner.Page.EvaluateAsync<string[]>(
        "Object.keys(localStorage).filter(k => k.startsWith('pc:outbox:')).flatMap(k => JSON.parse(localStorage[k]).map(i => i.content ?? ''))");
}
