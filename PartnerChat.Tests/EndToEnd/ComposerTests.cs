using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The box beside a conversation that goes on: what one writes is left alone.</summary>
public sealed class ComposerTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arrival_FiftyMessagesWhileOneSelects_StealNeitherFocusNorCaretNorSelection()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await SignInAsync(couple.A);
        await nora.Box.FillAsync("the middle word is marked");
        await nora.Box.EvaluateAsync("box => box.setSelectionRange(4, 10)");
        var chat = server.Get<ChatService>();
        var sami = (await chat.VisitAsync(couple.B.Id, Ct)).Value!.Participant;

        for (var i = 1; i <= 50; i++) await chat.SendAsync(sami, new SendMessage($"message {i}", null), Ct);
        await nora.SeesAsync("message 50");

        await Assertions.Expect(nora.Box).ToBeFocusedAsync();
        Assert.Equal("4 to 10", await nora.Box.EvaluateAsync<string>("box => `${box.selectionStart} to ${box.selectionEnd}`"));
        await Assertions.Expect(nora.Box).ToHaveValueAsync("the middle word is marked");
    }

    [Fact]
    public async Task Draft_SentInAnotherTab_IsGoneHereToo()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        var other = await nora.Profile.NewPageAsync();
        await other.GotoAsync("/chat");
        await other.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        await nora.Box.FillAsync("written in one tab");
        await Assertions.Expect(other.GetByTestId("message-input")).ToHaveValueAsync("written in one tab");

        await other.GetByTestId("message-input").PressAsync("Enter");

        await Assertions.Expect(nora.Box).ToHaveValueAsync("");
        await nora.SeesStatusAsync("written in one tab", "sent");
        await nora.ReloadAsync();
        await Assertions.Expect(nora.Box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Draft_ThatCouldNotBeStoredAndOtherWordsInAnotherTab_EachKeepsItsOwn()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        var other = await nora.Profile.NewPageAsync();
        await other.GotoAsync("/chat");
        await other.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        await other.EvaluateAsync("void (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); })");
        await other.GetByTestId("message-input").FillAsync("other words");
        await other.EvaluateAsync("dispatchEvent(new Event('pagehide'))");

        await nora.Box.FillAsync("written in one tab");
        await nora.ReloadAsync();

        await Assertions.Expect(other.GetByTestId("message-input")).ToHaveValueAsync("other words");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("written in one tab");
    }

    [Theory]
    [InlineData(+2)]
    [InlineData(-2)]
    public async Task OrderWrongWithASkewedClock_TheBrowsersIsWrong_IsTheServersAndUndoIsOffered(int hours)
    {
        var couple = await server.NewCoupleAsync();
        await using var sami = await SignInAsync(couple.B);
        await using var nora = await SignInAsync(couple.A);
        await nora.Page.AddInitScriptAsync(
            $$"""
            const Real = Date, skew = {{(hours * 3_600_000).ToString(CultureInfo.InvariantCulture)}};
            window.Date = class extends Real { constructor(...args) { super(...(args.length ? args : [Real.now() + skew])); } static now() { return Real.now() + skew; } };
            """);
        await nora.ReloadAsync();

        string[] texts = ["one", "two", "three", "four"];
        for (var i = 0; i < texts.Length; i++)
        {
            var (writer, reader) = i % 2 == 0 ? (nora, sami) : (sami, nora);
            await writer.WriteAsync(texts[i]);
            if (i == 2) await Assertions.Expect(nora.UndoOf("three")).ToBeVisibleAsync();
            await reader.SeesAsync(texts[i]);
        }

        Assert.Equal(texts, await nora.TextsAsync());
        Assert.Equal(texts, await sami.TextsAsync());
    }

    [Fact]
    public async Task Typing_TheBoxIsEmptied_EndsAtOnce()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await SignInAsync(couple.A);
        await using var sami = await SignInAsync(couple.B);
        await sami.Box.PressSequentiallyAsync("hm");
        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToBeVisibleAsync(new() { Timeout = 2_000 });

        await sami.Box.FillAsync("");

        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToHaveCountAsync(0, new() { Timeout = 2_000 });
    }

    [Fact]
    public async Task FloodOfReceiptsOrTyping_WrittenAndEmptiedWithoutEnd_IsToldOnceInThreeSeconds()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        var page = await nora.Profile.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.GotoAsync("/chat");
        await page.EvaluateAsync(
            """
            async () => {
              const { Typing } = await import('/js/typing.js');
              window.told = [];
              window.typing = new Typing(isTyping => told.push([isTyping, performance.now()]));
            }
            """);

        for (var i = 0; i < 90; i++)
        {
            await page.EvaluateAsync("i => typing.look(i % 3 === 2 ? '' : 'a')", i);
            await page.Clock.RunForAsync(100);
        }

        var begins = await page.EvaluateAsync<double[]>("told.filter(([isTyping]) => isTyping).map(([, at]) => at)");
        Assert.InRange(begins.Length, 2, 4);
        Assert.All(begins.Zip(begins.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 3_000, double.MaxValue));
    }

    [Theory]
    [InlineData(4_499, "")]
    [InlineData(4_500, "500 left")]
    [InlineData(5_000, "0 left")]
    [InlineData(5_018, "18 characters too many. Shorten it or send it in two.")]
    public async Task Counter_NearTheEnd_SaysHowMuchIsLeft(int length, string said)
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);

        await nora.Box.FillAsync(new string('x', length));

        Assert.Equal(said, (await nora.Under().InnerTextAsync()).Trim());
        await Assertions.Expect(nora.Box).ToHaveValueAsync(new string('x', length));
    }

    [Theory]
    [InlineData(1, 48)]
    [InlineData(8, 216)]
    [InlineData(30, 216)]
    public async Task Box_ManyLines_GrowsToEight(int lines, int height)
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);

        await nora.Box.FillAsync(string.Join('\n', Enumerable.Range(1, lines)));

        Assert.Equal(height, await nora.Box.EvaluateAsync<int>("box => box.offsetHeight"));
    }

    [Fact]
    public async Task Refused_TheConversationHasEnded_OffersToCopyAndRemove()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await nora.Profile.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await nora.Page.EvaluateAsync(
            """
            localStorage.setItem(`pc:outbox:${document.querySelector('[data-account]').dataset.account}`,
              JSON.stringify([{ id: crypto.randomUUID(), content: 'too late', at: Date.now(), error: 'ended' }]))
            """);
        await nora.ReloadAsync();

        await nora.BubbleOf("too late").Locator("[data-action=copy]").ClickAsync();

        await Assertions.Expect(nora.BubbleOf("too late").Locator("[data-action=copy]")).ToHaveTextAsync("Copied");
        Assert.Equal("too late", await nora.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await nora.BubbleOf("too late").Locator("[data-action=remove]").ClickAsync();
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task Answering_InEitherThemeAndWidth_HasNoViolationAndNoSidewaysScrolling(ColorScheme scheme, int width)
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A, o => (o.ColorScheme, o.ViewportSize) = (scheme, new() { Width = width, Height = 640 }));
        await nora.WriteAsync("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");
        await nora.SeesStatusAsync("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "sent");
        await nora.ReplyToAsync("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "Nora");

        var result = await nora.Page.RunAxe();

        Assert.Empty(result.Violations.Select(v => $"{v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Equal(0, await nora.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Assert.Equal("Answering yourself", await nora.Context().Locator("[data-part=what]").InnerTextAsync());
    }

    private Task<Partner> SignInAsync(TestAccount account) => Partner.SignInAsync(chromium, server.BaseUrl, account);
}
