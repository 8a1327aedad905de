using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The search beside the chat, in a real browser.</summary>
public sealed class SearchTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task SubstringNotFound_OfAnyScript_IsFound()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A, "The market still has quinces.", "Grüße aus der Straße", "تيتا بتسلّم عليكِ كتير", "明天见", "👩‍👩‍👧 soon");

        foreach (var (words, found) in new[] { ("INCE", "ince"), ("strasse", "Straße"), ("بتسلم", "بتسلّم"), ("天", "天"), ("👩‍👩‍👧", "👩‍👩‍👧") })
        {
            await SearchAsync(nora, words);
            await Assertions.Expect(Hits(nora).Locator("mark")).ToHaveTextAsync(found);
        }
    }

    [Fact]
    public async Task Search_ByKeyboard_OpensMovesJumpsAndGivesTheFocusBack()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A, "pear one", "pear two", "pear three");
        await nora.List.FocusAsync();

        await nora.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(Field(nora)).ToBeFocusedAsync();
        await nora.Page.Keyboard.TypeAsync("pear");
        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(3);
        await nora.Page.Keyboard.PressAsync("ArrowDown");
        await nora.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Hits(nora).Nth(1)).ToBeFocusedAsync();
        await nora.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Hits(nora).Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        await Field(nora).FocusAsync();
        await nora.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(Panel(nora)).ToBeHiddenAsync();
        await Assertions.Expect(nora.List).ToBeFocusedAsync();
        await Assertions.Expect(Field(nora)).ToHaveValueAsync("pear");
    }

    [Fact]
    public async Task Search_OverTheChat_IsADialogAndBesideItIsNone()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await SearchAsync(nora, "");
        await Assertions.Expect(Panel(nora)).ToHaveAttributeAsync("role", "search");

        await nora.Page.SetViewportSizeAsync(800, 740);
        await Assertions.Expect(Panel(nora)).ToHaveAttributeAsync("role", "dialog");
        await nora.Page.Mouse.ClickAsync(100, 300);

        await Assertions.Expect(Panel(nora)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Search_SlashInTheBox_IsTyped()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);

        await nora.Box.PressSequentiallyAsync("either/or");

        await Assertions.Expect(nora.Box).ToHaveValueAsync("either/or");
        await Assertions.Expect(Panel(nora)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Search_AHitIsDeletedMeanwhile_IsGoneFromTheHits()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await SignInAsync(couple.A, "pear one", "pear two");
        await SearchAsync(nora, "pear");
        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(2);
        var id = Guid.Parse((await Hits(nora).First.GetAttributeAsync("data-message-id"))!);

        var chat = server.Get<PartnerChat.Web.Messaging.ChatService>();
        var by = (await chat.VisitAsync(couple.A.Id, TestContext.Current.CancellationToken)).Value!.Participant;
        Assert.Null((await chat.DeleteAsync(by, id, TestContext.Current.CancellationToken)).Error);

        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(1);
        await Assertions.Expect(Hits(nora)).ToContainTextAsync("pear one");
    }

    [Fact]
    public async Task Search_OnAPhone_ClosesOnAJumpAndStaysAsItWas()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A, Phone, "pear one", "pear two");
        await SearchAsync(nora, "pear");
        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(2);
        Assert.Equal(360, (await Panel(nora).BoundingBoxAsync())!.Width);
        Assert.True(await nora.List.EvaluateAsync<bool>("list => list.closest('[inert]') !== null"));

        await Hits(nora).First.ClickAsync();

        await Assertions.Expect(Panel(nora)).ToBeHiddenAsync();
        Assert.False(await nora.List.EvaluateAsync<bool>("list => list.closest('[inert]') !== null"));
        await nora.Page.GetByTestId("search-button").ClickAsync();
        await Assertions.Expect(Field(nora)).ToHaveValueAsync("pear");
        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Search_MoreThanAPage_ComesOnScrolling()
    {
        var couple = await server.NewCoupleAsync();
        var chat = server.Get<PartnerChat.Web.Messaging.ChatService>();
        var by = (await chat.VisitAsync(couple.A.Id, TestContext.Current.CancellationToken)).Value!.Participant;
        for (var i = 0; i < 45; i++) await chat.SendAsync(by, new($"pear {i}", null), TestContext.Current.CancellationToken);
        await using var nora = await SignInAsync(couple.A);
        await SearchAsync(nora, "pear");
        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(20);

        await ScrollDownAsync(nora);
        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(40);
        await ScrollDownAsync(nora);

        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(45);
        await Assertions.Expect(nora.Page.GetByTestId("search-more")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Search_TheLineIsCut_SaysSoAndGoesOnByItself()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        await using var nora = await SignInThroughAsync(through, (await server.NewCoupleAsync()).A, null, "pear one");
        nora.MayComplain = true;
        await SearchAsync(nora, "");

        line.Cut();
        await Assertions.Expect(nora.Page.GetByTestId("search-away")).Not.ToBeEmptyAsync();
        await Field(nora).FillAsync("pear");
        line.Heal();

        await Assertions.Expect(Hits(nora)).ToHaveCountAsync(1);
        await Assertions.Expect(nora.Page.GetByTestId("search-away")).ToBeEmptyAsync();
    }

    private static void Phone(BrowserNewContextOptions o) => (o.ViewportSize, o.HasTouch) = (new() { Width = 360, Height = 740 }, true);

    private static async Task ScrollDownAsync(Partner who) => await Panel(who).EvaluateAsync("panel => panel.scrollTo(0, panel.scrollHeight)");

    private static ILocator Panel(Partner partner) => partner.Page.GetByTestId("search-panel");

    private static ILocator Field(Partner partner) => partner.Page.GetByTestId("search-words");

    private static ILocator Hits(Partner partner) => partner.Page.GetByTestId("search-hit");

    private static async Task SearchAsync(Partner partner, string words)
    {
        if (!await Panel(partner).IsVisibleAsync()) await partner.Page.GetByTestId("search-button").ClickAsync();
        await Field(partner).FillAsync(words);
    }

    private Task<Partner> SignInAsync(TestAccount account, params string[] texts) => SignInAsync(account, null, texts);

    private Task<Partner> SignInAsync(TestAccount account, Action<BrowserNewContextOptions>? look, params string[] texts) => SignInThroughAsync(server.BaseUrl, account, look, texts);

    private async Task<Partner> SignInThroughAsync(string address, TestAccount account, Action<BrowserNewContextOptions>? look, params string[] texts)
    {
        var chat = server.Get<PartnerChat.Web.Messaging.ChatService>();
        var by = (await chat.VisitAsync(account.Id, TestContext.Current.CancellationToken)).Value!.Participant;
        foreach (var text in texts) await chat.SendAsync(by, new(text, null), TestContext.Current.CancellationToken);
        var partner = await Partner.SignInAsync(chromium, address, account, look);
        await partner.Page.Locator("[data-testid=search-panel][data-live=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return partner;
    }
}
