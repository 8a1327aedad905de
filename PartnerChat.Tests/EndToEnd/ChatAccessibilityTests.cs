using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

public sealed class ChatAccessibilityTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Chat_NamesOfFiftyLettersWithoutABreak_CutsNothingOff()
    {
        var name = string.Concat(Enumerable.Repeat("Bartholomäus", 5))[..50];
        var couple = await server.NewCoupleAsync(name, name);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, o => o.ViewportSize = new() { Width = 320, Height = 640 });
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.WriteAsync("mine");
        await nora.SeesStatusAsync("mine", "delivered");
        var empty = await nora.Box.EvaluateAsync<int>("box => box.offsetHeight");
        await sami.Box.PressSequentiallyAsync("so");
        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToBeVisibleAsync();

        var cut = await nora.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.column, .bubble, .history-start p, .day-line, .typing, .typing .dots')]
              .filter(e => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0).map(e => e.className)
            """);

        Assert.Empty(cut);
        Assert.Equal(48, empty);
        Assert.InRange(await nora.Page.GetByTestId("typing-indicator").EvaluateAsync<int>("p => p.offsetHeight"), 1, 24);
    }

    [Fact]
    public async Task Box_TooMuchInItAtFourTimesTheSize_LeavesTheButtonAndTheReasonInView()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A, o => o.ViewportSize = new() { Width = 320, Height = 256 });

        await nora.Box.FillAsync(string.Concat(Enumerable.Repeat("and that is why ", 320)));

        await Assertions.Expect(nora.Page.GetByTestId("send-button")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(nora.Page.GetByText("characters too many.")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task Box_MoreLinesThanItShows_LeavesItsMarginBelowTheLast()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);

        await nora.Box.FillAsync(string.Join('\n', Enumerable.Range(1, 12)));
        await nora.Box.PressAsync("Control+End");

        // A caret is a little lower than its line.
        Assert.InRange(await nora.Box.EvaluateAsync<double>("box => box.scrollHeight - box.clientHeight - box.scrollTop"), 0, 4);
    }

    [Fact]
    public async Task Remove_ByKeyboard_LeavesTheFocusInTheList()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        await nora.Page.EvaluateAsync(
            """
            localStorage.setItem(`pc:outbox:${document.querySelector('[data-account]').dataset.account}`,
              JSON.stringify([{ id: crypto.randomUUID(), content: 'too late', at: Date.now(), error: 'ended' }]))
            """);
        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();

        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).PressAsync("Enter");

        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
        await Assertions.Expect(nora.List).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Menu_InForcedColours_HasAnEdge()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A, o => o.ForcedColors = ForcedColors.Active);

        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();

        Assert.Equal("solid", await nora.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('#chat-menu')).borderTopStyle"));
    }
}
