using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>What one does to a message, in two browsers.</summary>
public sealed class MessageActionTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DoubleClick_OnABubble_IsAHeartForBothAndTakesItBack()
    {
        await using var two = await TwoAsync("It was in the piano");

        await two.Nora.BubbleOf("It was in the piano").Locator(".text").DblClickAsync();

        await Assertions.Expect(two.Sami.Page.Locator("li[data-seq] .reactions")).ToHaveTextAsync("❤️");
        await Assertions.Expect(Chip(two.Nora)).ToHaveAttributeAsync("aria-pressed", "true");
        await two.Nora.BubbleOf("It was in the piano").Locator(".text").DblClickAsync();
        await Assertions.Expect(two.Sami.Page.Locator(".reactions")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task DoubleClick_HeldAndDragged_SelectsAndIsNoHeart()
    {
        await using var two = await TwoAsync("I put your book back on the shelf");
        var box = (await two.Nora.BubbleOf("I put your book back on the shelf").Locator(".text").BoundingBoxAsync())!;
        var mouse = two.Nora.Page.Mouse;

        await mouse.ClickAsync(box.X + 5, box.Y + 10);
        await mouse.MoveAsync(box.X + 5, box.Y + 10);
        await mouse.DownAsync(new() { ClickCount = 2 });
        await mouse.MoveAsync(box.X + 120, box.Y + 10);
        await mouse.UpAsync(new() { ClickCount = 2 });

        Assert.True((await two.Nora.Page.EvaluateAsync<string>("getSelection().toString()")).Length > 3);
        // What comes later is there, and no heart is.
        await two.Nora.WriteAsync("later");
        await two.Sami.SeesAsync("later");
        await Assertions.Expect(two.Sami.Page.Locator(".reactions")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Chip_Pressed_IsThereBeforeTheServerAnswers()
    {
        await using var two = await TwoAsync("It was in the piano");
        await two.Sami.BubbleOf("It was in the piano").Locator(".text").DblClickAsync();
        await Assertions.Expect(Chip(two.Nora)).ToHaveAttributeAsync("aria-pressed", "false");

        var pressed = await Chip(two.Nora).EvaluateAsync<bool>("chip => { const row = chip.closest('li'); chip.click(); return row.querySelector('.soon [aria-pressed=true]') !== null; }");

        Assert.True(pressed);
        await Assertions.Expect(Chip(two.Nora)).ToHaveAttributeAsync("aria-label", "❤️ from both. Press to take yours back");
        await Assertions.Expect(two.Nora.Page.Locator(".soon")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Edited_ForBoth_ShowsWhatItSaidBefore()
    {
        await using var two = await TwoAsync("Dinner is at seven");
        await two.EditAsync("Dinner is at seven", "Dinner is at eight <img src=x onerror=alert(1)>");

        foreach (var partner in new[] { two.Nora, two.Sami })
        {
            await partner.Page.Locator("[data-do=edits]").ClickAsync();

            await Assertions.Expect(Dialog(partner).Locator("dd")).ToHaveTextAsync(["Dinner is at seven", "Dinner is at eight <img src=x onerror=alert(1)>"]);
            Assert.Equal(0, await Dialog(partner).Locator("img").CountAsync());
            await partner.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(partner.Page.Locator("li[data-seq]").Last).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task Delete_InTheMiddle_MovesNothingKeepsTheFocusAndIsGoneForBoth()
    {
        await using var two = await TwoAsync([.. Enumerable.Range(1, 40).Select(i => $"message {i}\nof some height")]);
        var row = two.Nora.Page.Locator("li[data-seq='20']");
        await row.ScrollIntoViewIfNeededAsync();
        await row.FocusAsync();
        var watched = two.Nora.Page.Locator("li[data-seq='19']");
        var before = (await watched.BoundingBoxAsync())!.Y;

        await two.Nora.Page.Keyboard.PressAsync("Delete");
        await Dialog(two.Nora).GetByRole(AriaRole.Button, new() { Name = "Delete for both" }).ClickAsync();

        await Assertions.Expect(row).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("deleted"));
        await Assertions.Expect(row).ToBeFocusedAsync();
        Assert.InRange((await watched.BoundingBoxAsync())!.Y, before - 2, before + 2);
        await Assertions.Expect(two.Sami.Page.Locator("li[data-seq='20'] [data-testid=message-text]")).ToHaveTextAsync("Message deleted");
        Assert.DoesNotContain("message 20", await two.Sami.Page.ContentAsync());
    }

    [Fact]
    public async Task Delete_OfWhatWasJustSent_LeavesNothingAndTheFocusOnTheOneBefore()
    {
        await using var two = await TwoAsync("before");
        await two.Nora.WriteAsync("just now");
        await two.Nora.SeesStatusAsync("just now", "delivered");
        await two.Nora.Page.Locator("li[data-seq='2']").FocusAsync();

        await two.Nora.Page.Keyboard.PressAsync("d");
        await Dialog(two.Nora).GetByRole(AriaRole.Button, new() { Name = "Delete for both" }).ClickAsync();

        await Assertions.Expect(two.Nora.Page.Locator("li[data-seq='2']")).ToHaveCountAsync(0);
        await Assertions.Expect(two.Nora.BubbleOf("before")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Delete_KeepIt_ChangesNothing()
    {
        await using var two = await TwoAsync("mine");
        await two.Nora.BubbleOf("mine").FocusAsync();

        await two.Nora.Page.Keyboard.PressAsync("d");
        await Assertions.Expect(Dialog(two.Nora).GetByRole(AriaRole.Button, new() { Name = "Keep it" })).ToBeFocusedAsync();
        await two.Nora.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(Dialog(two.Nora)).ToHaveCountAsync(0);
        await two.Nora.SeesAsync("mine");
    }

    [Fact]
    public async Task Quote_Pressed_GoesToItsOriginal()
    {
        await using var two = await TwoAsync([.. Enumerable.Range(1, 40).Select(i => $"message {i}")]);
        await two.AnswerAsync("message 3", "Yes, **that** one");

        await two.Sami.Page.Locator("a.quote").ClickAsync();

        await Assertions.Expect(two.Sami.Page.Locator("li[data-seq='3']")).ToBeInViewportAsync();
        await Assertions.Expect(two.Sami.Page.Locator("li[data-seq='3']")).ToBeFocusedAsync();
        Assert.EndsWith("/chat", two.Sami.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quote_OfSomethingFurtherUp_IsInTheFirstAnswerAndFollowsIt()
    {
        var couple = await server.NewCoupleAsync();
        var said = await Conversation.OfAsync(server, couple);
        var first = await said.SayAsync(couple.B.Id, "Is the spare key still with Frau Brandt?");
        for (var i = 0; i < 70; i++) await said.SayAsync(couple.A.Id, $"message {i}");
        await said.SayAsync(couple.A.Id, "Yes", first);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        var html = await (await nora.Page.APIRequest.GetAsync($"{server.BaseUrl}/chat")).TextAsync();
        await server.Get<ChatService>().EditAsync((await said.OfAsync(couple.B.Id)), first, "And the parcel?", Ct);

        Assert.Contains("Is the spare key still with Frau Brandt?", html, StringComparison.Ordinal);
        await Assertions.Expect(nora.Page.Locator("a.quote .said")).ToHaveTextAsync("And the parcel?");
        await server.Get<ChatService>().DeleteAsync(await said.OfAsync(couple.B.Id), first, Ct);
        await Assertions.Expect(nora.Page.Locator("a.quote .said")).ToHaveTextAsync("Message deleted");
    }

    [Fact]
    public async Task Star_OfOne_IsTheirsAloneInEveryTabAndSurvivesAReload()
    {
        await using var two = await TwoAsync("Thank you for saying it.");
        var tab = await two.Nora.Page.Context.NewPageAsync();
        await tab.GotoAsync("/chat");
        await tab.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        await two.Nora.BubbleOf("Thank you for saying it.").FocusAsync();

        await two.Nora.Page.Keyboard.PressAsync("s");

        await Assertions.Expect(two.Nora.Page.Locator(".starred")).ToHaveCountAsync(1);
        await Assertions.Expect(tab.Locator(".starred")).ToHaveCountAsync(1);
        await two.Nora.Page.ReloadAsync();
        await two.Nora.WaitUntilInteractiveAsync();
        await Assertions.Expect(two.Nora.Page.Locator(".starred")).ToHaveCountAsync(1);
        Assert.Equal(0, await two.Sami.Page.Locator(".starred").CountAsync());
    }

    [Fact]
    public async Task Copy_OfFormatted_GivesWhatIsStored()
    {
        await using var two = await TwoAsync("**soon**, in `code`");
        await two.Nora.Profile.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await two.Nora.Page.Locator("li[data-seq]").Last.FocusAsync();

        await two.Nora.Page.Keyboard.PressAsync("c");

        await Assertions.Expect(two.Nora.Page.GetByTestId("message-status")).ToHaveTextAsync("Copied");
        Assert.Equal("**soon**, in `code`", await two.Nora.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Actions_WithoutALine_SayTheyCannotNow()
    {
        await using var two = await TwoAsync("mine");
        two.Nora.MayComplain = true;
        await two.Nora.BubbleOf("mine").FocusAsync();
        await two.Nora.Profile.SetOfflineAsync(true);

        await two.Nora.Page.Keyboard.PressAsync("h");

        await Assertions.Expect(two.Nora.Page.GetByTestId("message-status")).ToHaveTextAsync("That needs a connection. Nothing was changed.");
        await Assertions.Expect(two.Nora.Page.Locator(".reactions")).ToHaveCountAsync(0);
        await two.Nora.Page.Keyboard.PressAsync("d");
        await Dialog(two.Nora).GetByRole(AriaRole.Button, new() { Name = "Delete for both" }).ClickAsync();
        await Assertions.Expect(Dialog(two.Nora).GetByRole(AriaRole.Alert)).ToHaveTextAsync("That needs a connection. Nothing was changed.");
    }

    [Fact]
    public async Task ShowAll_OfThousandsOfLines_OpensWhereOneIsAndClosesAgain()
    {
        await using var two = await TwoAsync(string.Join('\n', Enumerable.Repeat("x", 2_500)));
        var row = two.Nora.Page.Locator("li[data-seq]").Last;
        Assert.InRange((await row.Locator(".text").BoundingBoxAsync())!.Height, 479, 481);
        await Assertions.Expect(row.Locator("[data-do=more]")).ToBeVisibleAsync();
        var top = await two.Nora.List.EvaluateAsync<double>("list => list.scrollTop");

        await row.Locator("[data-do=more]").ClickAsync();

        await Assertions.Expect(row.Locator("[data-do=more]")).ToHaveAttributeAsync("aria-expanded", "true");
        Assert.True((await row.Locator(".text").BoundingBoxAsync())!.Height > 20_000);
        Assert.Equal(top, await two.Nora.List.EvaluateAsync<double>("list => list.scrollTop"));
        await row.Locator("[data-do=more]").EvaluateAsync("button => button.click()");
        Assert.InRange((await row.Locator(".text").BoundingBoxAsync())!.Height, 479, 481);
        await Assertions.Expect(row).ToBeInViewportAsync();
    }

    private static ILocator Chip(Partner partner) => partner.Page.Locator("li[data-seq] .reactions:not(.soon) button").First;

    private static ILocator Dialog(Partner partner) => partner.Page.GetByTestId("message-dialog");

    private Task<TwoAtAMessage> TwoAsync(params string[] byNora) => TwoAtAMessage.OpenAsync(server, chromium, byNora);
}
