using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The menu of a message, the picker and the sheet: by keyboard alone, by touch, and for everybody.</summary>
public sealed class MessageMenuTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private static void Phone(BrowserNewContextOptions o) =>
        (o.ViewportSize, o.HasTouch, o.IsMobile, o.ColorScheme) = (new() { Width = 360, Height = 740 }, true, true, ColorScheme.Dark);

    [Fact]
    public async Task Keyboard_FromTheListToAReaction_NeedsNoPointer()
    {
        await using var two = await TwoAsync("first", "second", "third");
        var keys = two.Nora.Page.Keyboard;
        await two.Nora.List.FocusAsync();

        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(two.Nora.BubbleOf("third")).ToBeFocusedAsync();
        await keys.PressAsync("Home");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(two.Nora.BubbleOf("second")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(Menu(two.Nora).GetByRole(AriaRole.Menuitem, new() { Name = "Reply" })).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Enter");

        await Assertions.Expect(two.Sami.BubbleOf("second").Locator(".reactions")).ToHaveTextAsync("😂");
        await Assertions.Expect(Menu(two.Nora)).ToBeHiddenAsync();
        await Assertions.Expect(two.Nora.BubbleOf("second")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("Escape")]
    [InlineData("Tab")]
    public async Task Menu_LeftByKey_ClosesAndGivesTheFocusBack(string key)
    {
        await using var two = await TwoAsync("first", "second");
        await two.Nora.BubbleOf("second").FocusAsync();
        await two.Nora.Page.Keyboard.PressAsync("Enter");

        await two.Nora.Page.Keyboard.PressAsync(key);

        await Assertions.Expect(Menu(two.Nora)).ToBeHiddenAsync();
        Assert.True(await two.Nora.BubbleOf("second").EvaluateAsync<bool>("row => row.contains(document.activeElement)"));
    }

    [Fact]
    public async Task Menu_OfAMessageThatIsDeletedMeanwhile_OffersWhatIsLeft()
    {
        await using var two = await TwoAsync("first", "second");
        var row = two.Sami.Page.Locator("li[data-seq='2']");
        await row.FocusAsync();
        await two.Sami.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Menu(two.Sami).GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(5);

        await two.DeleteAsync("second");

        await Assertions.Expect(Menu(two.Sami).GetByRole(AriaRole.Menuitem)).ToHaveTextAsync(["TimesT"]);
        await Assertions.Expect(Menu(two.Sami).GetByRole(AriaRole.Menuitem)).ToBeFocusedAsync();
        await Assertions.Expect(two.Sami.Page.GetByTestId("message-status")).ToHaveTextAsync("This message is no longer there.");
        await two.Sami.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(row).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ReplyAndEdit_Chosen_AreHandedToTheBox()
    {
        await using var two = await TwoAsync("Dinner is at **seven**");
        await two.Nora.Page.EvaluateAsync("for (const name of ['compose-reply', 'compose-edit']) document.addEventListener(name, e => { window[name] = e.detail; })");
        var row = two.Nora.Page.Locator("li[data-seq]").Last;

        await row.HoverAsync();
        await two.Nora.Page.GetByTestId("message-tools").GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();
        await row.FocusAsync();
        await two.Nora.Page.Keyboard.PressAsync("e");

        var id = await row.GetAttributeAsync("data-message-id");
        Assert.Equal($"{id} You Dinner is at seven", await two.Nora.Page.EvaluateAsync<string>("(d => `${d.id} ${d.name} ${d.text}`)(window['compose-reply'])"));
        await Eventually.HoldsAsync(() => two.Nora.Page.EvaluateAsync<bool>("'compose-edit' in window"), TestContext.Current.CancellationToken);
        Assert.Equal($"{id} Dinner is at **seven**", await two.Nora.Page.EvaluateAsync<string>("(d => `${d.id} ${d.text}`)(window['compose-edit'])"));
    }

    [Fact]
    public async Task Picker_BySearch_PutsAnyEmojiAndGivesTheFocusBack()
    {
        await using var two = await TwoAsync("first");
        await two.Nora.BubbleOf("first").FocusAsync();
        Assert.False(await two.Nora.Page.EvaluateAsync<bool>("Boolean(customElements.get('emoji-picker'))"));

        await two.Nora.Page.Keyboard.PressAsync("+");
        var search = two.Nora.Page.GetByTestId("emoji-picker").GetByRole(AriaRole.Combobox);
        await Assertions.Expect(search).ToBeFocusedAsync();
        await search.PressSequentiallyAsync("partying");
        var found = two.Nora.Page.GetByTestId("emoji-picker").GetByRole(AriaRole.Option);
        await Assertions.Expect(found.Filter(new() { HasText = "🥳" })).ToHaveCountAsync(1);
        var first = await found.First.InnerTextAsync();
        await search.PressAsync("ArrowDown");
        await search.PressAsync("Enter");

        await Assertions.Expect(two.Sami.Page.Locator(".reactions")).ToHaveTextAsync(first);
        await Assertions.Expect(two.Nora.BubbleOf("first")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task PressAndHold_ByTouch_OpensTheSheetAndNothingElse()
    {
        await using var two = await TwoAtAMessage.OpenAsync(server, chromium, Phone, "first", "second");
        await using var touch = await Touch.OnAsync(two.Nora.Page, two.Nora.BubbleOf("second"));

        await touch.DownAsync();
        await Assertions.Expect(Menu(two.Nora)).ToBeVisibleAsync();
        await touch.UpAsync();

        await Assertions.Expect(Menu(two.Nora).GetByRole(AriaRole.Menuitem, new() { Name = "Reply" })).ToBeFocusedAsync();
        Assert.Equal("", await two.Nora.Page.EvaluateAsync<string>("getSelection().toString()"));
        Assert.Equal(740, await Menu(two.Nora).EvaluateAsync<double>("menu => menu.getBoundingClientRect().bottom"), 1.0);
        await Menu(two.Nora).GetByRole(AriaRole.Menuitemradio, new() { Name = "Thanks" }).TapAsync();
        await Assertions.Expect(two.Sami.BubbleOf("second").Locator(".reactions")).ToHaveTextAsync("🙏");
    }

    [Fact]
    public async Task PressAndHold_WhileScrolling_OpensNothing()
    {
        await using var two = await TwoAtAMessage.OpenAsync(server, chromium, Phone, "first", "second");
        await using var touch = await Touch.OnAsync(two.Nora.Page, two.Nora.BubbleOf("second"));

        await touch.DownAsync();
        await touch.MoveAsync(0, -40);
        await two.Nora.Page.EvaluateAsync("() => new Promise(done => setTimeout(done, 600))");
        await touch.UpAsync();

        Assert.Equal(0, await Menu(two.Nora).CountAsync());
    }

    [Fact]
    public async Task DoubleTap_ByTouch_IsAHeart()
    {
        await using var two = await TwoAtAMessage.OpenAsync(server, chromium, Phone, "first");
        await using var touch = await Touch.OnAsync(two.Nora.Page, two.Nora.BubbleOf("first"));

        // One after the other, and not as late as a loaded machine answers each.
        await Task.WhenAll(touch.DownAsync(), touch.UpAsync(), touch.DownAsync(), touch.UpAsync());

        await Assertions.Expect(two.Sami.Page.Locator(".reactions")).ToHaveTextAsync("❤️");
    }

    [Fact]
    public async Task Sheet_Open_HasNoViolationAndFitsThePhone()
    {
        await using var two = await TwoAtAMessage.OpenAsync(server, chromium, o => { Phone(o); o.ViewportSize = new() { Width = 320, Height = 568 }; o.Locale = "ar"; }, "first");
        await using var touch = await Touch.OnAsync(two.Nora.Page, two.Nora.BubbleOf("first"));

        await touch.DownAsync();
        await Assertions.Expect(Menu(two.Nora)).ToBeVisibleAsync();
        await touch.UpAsync();

        Assert.Empty((await two.Nora.Page.RunAxe()).Violations.Select(v => $"{v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Equal(0, await Menu(two.Nora).EvaluateAsync<int>("menu => Math.max(0, menu.scrollHeight - menu.clientHeight) + Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }

    private static ILocator Menu(Partner partner) => partner.Page.GetByTestId("message-menu");

    private Task<TwoAtAMessage> TwoAsync(params string[] byNora) => TwoAtAMessage.OpenAsync(server, chromium, byNora);
}
