using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Read means read: visible, focused, with a sign of life since the message came, and its end on screen.</summary>
public sealed class ReadWatchTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task ReadWithoutBeingRead_HiddenTabBlurredWindowEmptyDesk_NeverHappens()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await sami.StirAsync();

        // An empty desk: the page moves, and nobody.
        await nora.WriteAsync("desk");
        await sami.SeesAsync("desk");
        await sami.Page.EvaluateAsync("() => { const list = document.querySelector('message-list'); list.scrollTop = 0; list.scrollTop = list.scrollHeight; }");
        await nora.SeesStatusAsync("desk", "delivered");
        // A blurred window: the hand moves over it, and is elsewhere.
        await sami.Page.EvaluateAsync("document.hasFocus = () => false");
        await nora.WriteAsync("blurred");
        await sami.SeesAsync("blurred");
        await sami.StirAsync();
        await nora.SeesStatusAsync("blurred", "delivered");
        // A hidden tab.
        await sami.Page.EvaluateAsync("""
            () => { document.hasFocus = () => true;
              Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' }); document.dispatchEvent(new Event('visibilitychange')); }
            """);
        await nora.WriteAsync("hidden");
        await sami.SeesAsync("hidden");
        await sami.StirAsync();
        await nora.SeesStatusAsync("hidden", "delivered");
        await sami.Page.WaitForTimeoutAsync(1200);

        Assert.Equal(0, await nora.Page.Locator("[data-status=read]").CountAsync());

        // And here again: the same hand, now seen, reads all of it.
        await sami.Page.EvaluateAsync("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' })");
        await sami.StirAsync();
        foreach (var text in new[] { "desk", "blurred", "hidden" }) await nora.SeesStatusAsync(text, "read");
    }

    [Fact]
    public async Task PointerEvent_UnderAHandThatDoesNotMove_IsNoSignOfLife()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await sami.Page.Mouse.MoveAsync(400, 400);
        await nora.WriteAsync("hello");
        await sami.SeesAsync("hello");

        await sami.Page.Mouse.MoveAsync(400, 400);
        await nora.SeesStatusAsync("hello", "delivered");
        await sami.Page.WaitForTimeoutAsync(800);
        var still = await nora.BubbleOf("hello").GetAttributeAsync("data-status");
        await sami.Page.Mouse.MoveAsync(401, 400);

        Assert.Equal("delivered", still);
        await nora.SeesStatusAsync("hello", "read");
    }

    [Theory]
    [InlineData("keyboard")]
    [InlineData("wheel")]
    [InlineData("press")]
    public async Task SignOfLife_OfAnyKind_ReadsWhatIsInView(string kind)
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await sami.Page.Mouse.MoveAsync(400, 400);
        await nora.WriteAsync("hello");
        await sami.SeesAsync("hello");

        await (kind switch
        {
            "keyboard" => sami.Page.Keyboard.PressAsync("Shift"),
            "wheel" => sami.Page.Mouse.WheelAsync(0, 1),
            _ => sami.Page.Mouse.DownAsync(),
        });

        await nora.SeesStatusAsync("hello", "read");
    }

    [Fact]
    public async Task Message_TallerThanTheScreen_IsReadOnceItsEndShows()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B, o => o.ViewportSize = new() { Width = 800, Height = 500 });
        await sami.Page.EvaluateAsync("() => { const style = document.createElement('style'); style.textContent = '[data-side=partner] .text { min-height: 1500px; }'; document.head.append(style); }");
        await nora.WriteAsync("tall");
        await sami.SeesAsync("tall");
        // Until it no longer follows the end, whatever still arrives.
        await Eventually.HoldsAsync(async () =>
        {
            await sami.Page.EvaluateAsync("document.querySelector('message-list').scrollTop = 0");
            return await sami.Page.GetByTestId("new-messages-pill").IsVisibleAsync();
        }, TestContext.Current.CancellationToken);

        await sami.StirAsync();
        await sami.Page.WaitForTimeoutAsync(1000);
        var midway = await nora.BubbleOf("tall").GetAttributeAsync("data-status");
        await sami.Page.Mouse.MoveAsync(400, 250);
        await sami.Page.Mouse.WheelAsync(0, 3000);

        Assert.Equal("delivered", midway);
        await nora.SeesStatusAsync("tall", "read");
    }

    [Fact]
    public async Task FloodOfReceipts_ManyMessagesWhileTheHandMoves_IsAtMostOneCallInHalfASecond()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await sami.Page.EvaluateAsync("""
            () => { window.calls = []; const list = document.querySelector('message-list');
              list.reads.report = async seq => { window.calls.push([performance.now(), seq]); }; }
            """);

        for (var i = 0; i < 20; i++)
        {
            await nora.WriteAsync($"message {i}");
            await sami.SeesAsync($"message {i}");
            await sami.StirAsync();
        }

        await Eventually.HoldsAsync(async () => await sami.Page.EvaluateAsync<int>("calls.at(-1)?.[1] ?? 0") == 20, TestContext.Current.CancellationToken);
        var calls = await sami.Page.EvaluateAsync<double[][]>("calls");
        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.InRange(pair.Second[0] - pair.First[0], 490, double.MaxValue));
        Assert.Equal(calls.Select(c => c[1]).Order(), calls.Select(c => c[1]));
    }
}
