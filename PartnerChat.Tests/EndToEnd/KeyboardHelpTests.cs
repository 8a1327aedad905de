using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The list of the keys, a key away.</summary>
public sealed class KeyboardHelpTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task QuestionMark_OutsideOfTheBox_OpensItAndInTheBoxIsWritten()
    {
        await using var nora = await OpenAsync();

        await nora.Box.PressSequentiallyAsync("why?");
        await Assertions.Expect(Help(nora)).ToBeHiddenAsync();
        await nora.List.FocusAsync();
        await nora.Page.Keyboard.PressAsync("?");

        await Assertions.Expect(Help(nora)).ToBeVisibleAsync();
        await Assertions.Expect(nora.Box).ToHaveValueAsync("why?");
    }

    [Fact]
    public async Task CtrlSlash_WhileWriting_OpensItAndEscapeGoesBackToTheBox()
    {
        await using var nora = await OpenAsync();
        await nora.Box.FillAsync("half a sentence");

        await nora.Box.PressAsync("Control+/");
        await Assertions.Expect(Help(nora)).ToBeVisibleAsync();
        await nora.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(Help(nora)).ToBeHiddenAsync();
        await Assertions.Expect(nora.Box).ToBeFocusedAsync();
        await Assertions.Expect(nora.Box).ToHaveValueAsync("half a sentence");
    }

    [Fact]
    public async Task Menu_ItsEntry_OpensItAndItsCrossClosesIt()
    {
        await using var nora = await OpenAsync();
        await nora.Page.Locator("[popovertarget=chat-menu]").ClickAsync();

        await nora.Page.GetByTestId("open-help").ClickAsync();
        await Assertions.Expect(Help(nora)).ToBeVisibleAsync();
        await Assertions.Expect(nora.Page.Locator("#chat-menu")).ToBeHiddenAsync();
        await Help(nora).Locator("button").ClickAsync();

        await Assertions.Expect(Help(nora)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Open_AnotherSendKey_ShowsItsKeys()
    {
        await using var nora = await OpenAsync();
        await nora.Page.EvaluateAsync("document.documentElement.dataset.sendKey = 'ctrl_enter'");

        await nora.Box.PressAsync("Control+/");

        await Assertions.Expect(Help(nora).Locator("[data-when=ctrl_enter]").First).ToBeVisibleAsync();
        await Assertions.Expect(Help(nora).Locator("[data-when=enter]").First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Open_InArabic_HasNoViolationAndFits()
    {
        await using var nora = await OpenAsync(o => (o.ViewportSize, o.Locale) = (new() { Width = 320, Height = 640 }, "ar"));
        await nora.Box.PressAsync("Control+/");
        await Assertions.Expect(Help(nora)).ToBeVisibleAsync();

        var result = await nora.Page.RunAxe();

        Assert.Empty(result.Violations.Select(v => $"{v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Equal(0, await Help(nora).Locator(".help-body").EvaluateAsync<int>("body => body.scrollWidth - body.clientWidth"));
    }

    private static ILocator Help(Partner partner) => partner.Page.GetByTestId("keyboard-help");

    private async Task<Partner> OpenAsync(Action<BrowserNewContextOptions>? configure = null) =>
        await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A, configure);
}
