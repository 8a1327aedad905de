using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The box belongs to the browser: what is typed is never lost, and what cannot be sent says why.</summary>
public sealed class MessageBoxTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    public static TheoryData<string, string> Refused => new()
    {
        { "", "There is nothing to send yet." },
        { " \n\t ", "There is nothing to send yet." },
        { "\u200B\u2060\uFEFF", "There is nothing to see in it." },
        { new string('x', 5_001), "1 character too many." },
        { "a\0b", "There is a character in it that cannot be sent (NUL)." },
        { "\uD800", "There is half a character in it that cannot be sent." },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task Enter_TextThatCannotBeSent_SaysWhyAndKeepsIt(string text, string problem)
    {
        await using var nora = await OpenAsync();
        await SetAsync(nora, text);

        await nora.Box.PressAsync("Enter");

        await Assertions.Expect(nora.Page.Locator("#composer-under")).ToContainTextAsync(problem);
        Assert.Equal(text.Length, await nora.Box.EvaluateAsync<int>("box => box.value.length"));
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Enter_FiveThousandAstralCharacters_Sends()
    {
        await using var nora = await OpenAsync();
        await SetAsync(nora, string.Concat(Enumerable.Repeat("\U0001F350", 5_000)));

        await nora.Box.PressAsync("Enter");

        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(1);
        await Assertions.Expect(nora.Bubbles.First).ToHaveAttributeAsync("data-status", "sent");
    }

    // As Chromium tells of it: as the Enter that it is, or as a key that the input method has taken.
    [Theory]
    [InlineData(13)]
    [InlineData(229)]
    public async Task EnterSendsInIme_EnterThatEndsTheComposition_DoesNotAndTheNextDoes(int keyCode)
    {
        await using var nora = await OpenAsync();
        var browser = await nora.Profile.NewCDPSessionAsync(nora.Page);
        await nora.Page.EvaluateAsync("void addEventListener('keydown', e => { (window.composing ??= []).push(e.isComposing); }, { capture: true })");
        await nora.Box.FocusAsync();
        await browser.SendAsync("Input.imeSetComposition", new() { ["text"] = "にほん", ["selectionStart"] = 3, ["selectionEnd"] = 3 });

        await browser.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = keyCode });
        await browser.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13 });
        await browser.SendAsync("Input.insertText", new() { ["text"] = "日本" });

        Assert.True(await nora.Page.EvaluateAsync<bool>("composing.length === 1 && composing[0]"));
        await Assertions.Expect(nora.Box).ToHaveValueAsync("日本");
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
        // Later than the Enter that Safari tells of after the end.
        await nora.Page.WaitForTimeoutAsync(60);
        await nora.Box.PressAsync("Enter");
        await nora.SeesAsync("日本");
    }

    [Fact]
    public async Task ShiftEnter_InTheBox_MakesALine()
    {
        await using var nora = await OpenAsync();
        await nora.Box.FillAsync("one");

        await nora.Box.PressAsync("Shift+Enter");
        await nora.Box.PressSequentiallyAsync("two");
        await nora.Box.PressAsync("Enter");

        await nora.SeesAsync("one\ntwo");
    }

    [Fact]
    public async Task DraftLost_Reload_IsThere()
    {
        await using var nora = await OpenAsync();
        await nora.Box.FillAsync("And don’t say the dark one has seeds");

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();

        await Assertions.Expect(nora.Box).ToHaveValueAsync("And don’t say the dark one has seeds");
    }

    [Fact]
    public async Task BackAfterSending_DraftOnceSent_NeverIs()
    {
        await using var nora = await OpenAsync();
        await nora.WriteAsync("I know");

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();

        await Assertions.Expect(nora.Box).ToHaveValueAsync("");
        await nora.SeesAsync("I know");
    }

    [Fact]
    public async Task DraftLost_TheTabCrashes_IsThereInTheNext()
    {
        await using var nora = await OpenAsync();
        nora.MayComplain = true;
        await nora.Box.PressSequentiallyAsync("half a sentence");
        await Eventually.HoldsAsync(
            () => nora.Page.EvaluateAsync<bool>("Object.entries(localStorage).some(([key, value]) => key.startsWith('pc:draft:') && value === 'half a sentence')"),
            TestContext.Current.CancellationToken);
        var crashed = new TaskCompletionSource();
        nora.Page.Crash += (_, _) => crashed.TrySetResult();
        // A tab that crashes does not answer.
        _ = (await nora.Profile.NewCDPSessionAsync(nora.Page)).SendAsync("Page.crash").ContinueWith(t => t.Exception, TaskScheduler.Default);
        await crashed.Task;

        var next = await nora.Profile.NewPageAsync();
        await next.GotoAsync("/chat");

        await Assertions.Expect(next.GetByTestId("message-input")).ToHaveValueAsync("half a sentence");
    }

    [Fact]
    public async Task Draft_TypedJustBeforeAnotherElementTakesThePlace_LosesNoLetter()
    {
        await using var nora = await OpenAsync();

        var taken = await nora.Page.EvaluateAsync<string>(
            """
            async () => {
              const old = document.querySelector('message-composer'), next = old.cloneNode(true), box = old.querySelector('textarea');
              box.value = 'the last letters';
              box.dispatchEvent(new Event('input', { bubbles: true }));
              old.replaceWith(next);
              await Promise.resolve();
              return next.querySelector('textarea').value;
            }
            """);

        Assert.Equal("the last letters", taken);
    }

    [Fact]
    public async Task Bubble_OnEnter_IsThereWithoutTheServer()
    {
        await using var nora = await OpenAsync();

        // The best of several: other tests share the processor.
        var took = await nora.Page.EvaluateAsync<double>(
            """
            () => {
              const box = document.querySelector('textarea'), list = document.querySelector('[data-testid=message-list]');
              return Math.min(...[1, 2, 3, 4, 5].map(i => {
                box.value = `Picking up bread on the way ${i}`;
                const start = performance.now();
                box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
                const bubbles = list.querySelectorAll('[data-testid=message-bubble]:not([data-seq])');
                return bubbles.length === i && bubbles[i - 1].dataset.status === 'sending' ? performance.now() - start : Infinity;
              }));
            }
            """);

        Assert.InRange(took, 0, 50);
        await nora.SeesStatusAsync("Picking up bread on the way 5", "sent");
    }

    [Fact]
    public async Task Bubble_FromItsWayToStored_IsThereOnceInEveryFrame()
    {
        await using var nora = await OpenAsync();
        await nora.Box.FillAsync("Two euros a kilo for the ugly ones");

        var counts = await nora.Page.EvaluateAsync<int[]>(
            """
            () => new Promise(done => {
              const box = document.querySelector('textarea'), list = document.querySelector('[data-testid=message-list]');
              const counts = new Set();
              const look = () => {
                const bubbles = [...list.querySelectorAll('[data-testid=message-bubble]')].filter(b => b.querySelector('.text').textContent.startsWith('Two euros'));
                counts.add(bubbles.length);
                if (bubbles.some(b => b.dataset.seq)) setTimeout(() => done([...counts]), 200);
                else requestAnimationFrame(look);
              };
              box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
              requestAnimationFrame(look);
            })
            """);

        Assert.Equal([1], counts);
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task SignOut_WithADraft_RemovesItFromTheBrowser()
    {
        await using var nora = await OpenAsync();
        await nora.Box.FillAsync("nobody else shall read this");
        await nora.Page.EvaluateAsync(
            "new Promise(done => { const look = () => Object.keys(localStorage).some(k => k.startsWith('pc:draft')) ? done() : requestAnimationFrame(look); look(); })");

        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await nora.Page.WaitForURLAsync(server.BaseUrl + "/");

        Assert.Equal(0, await nora.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('pc:')).length"));
    }

    [Fact]
    public async Task SignOut_InAnotherTab_ClosesThisOneAndKeepsNothing()
    {
        await using var nora = await OpenAsync();
        var other = await nora.Profile.NewPageAsync();
        await other.GotoAsync("/chat");
        await other.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        await nora.Box.FillAsync("nobody else shall read this");

        await other.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.WaitForURLAsync(server.BaseUrl + "/");
        await nora.Page.WaitForURLAsync(server.BaseUrl + "/");

        Assert.Equal(0, await other.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('pc:')).length"));
    }

    [Fact]
    public async Task Enter_StorageIsFullAndTheLineAway_EachMessageIsKeptAndSent()
    {
        await using var nora = await OpenAsync();
        nora.MayComplain = true;
        await nora.Page.EvaluateAsync("void (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); })");
        await nora.Profile.SetOfflineAsync(true);
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();

        foreach (var text in new[] { "one", "two", "three" }) await nora.WriteAsync(text);
        await nora.Profile.SetOfflineAsync(false);

        await nora.SeesStatusAsync("three", "sent");
        Assert.Equal(["one", "two", "three"], await nora.TextsAsync());
    }

    [Fact]
    public async Task Enter_StorageIsForbidden_Sends()
    {
        await using var nora = await OpenAsync();
        await nora.Page.AddInitScriptAsync("for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });");
        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();

        await nora.WriteAsync("without a place to keep it");

        await nora.SeesStatusAsync("without a place to keep it", "sent");
    }

    [Fact]
    public async Task Enter_MoreWhiteSpaceAroundItThanTheLineTakes_SendsTheText()
    {
        await using var nora = await OpenAsync();
        await nora.Box.EvaluateAsync("box => { box.value = 'a note' + ' '.repeat(150000); box.focus(); }");

        await nora.Box.PressAsync("Enter");

        await nora.SeesStatusAsync("a note", "sent");
    }

    private async Task<Partner> OpenAsync() => await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);

    // As a paste would: typing thousands of characters takes minutes.
    private static Task<System.Text.Json.JsonElement?> SetAsync(Partner partner, string text) => partner.Box.EvaluateAsync(
        "(box, units) => { box.value = String.fromCharCode(...units.slice(0, 60000)); box.dispatchEvent(new Event('input', { bubbles: true })); box.focus(); }",
        text.Select(c => (int)c).ToArray());
}
