using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Where a long conversation opens, and how one gets to its end from there.</summary>
public sealed class OpeningTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public async Task OpensAtTheWrongPlace_WithUnread_AtTheDividerElseAtTheEnd(int unread)
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 800, unread);

        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        if (unread == 0) Assert.InRange(await nora.GapAsync(), 0, 1);
        else await Assertions.Expect(nora.Page.GetByTestId("unread-divider")).ToBeInViewportAsync();
        await Assertions.Expect(nora.List).ToHaveAttributeAsync("data-unread", $"{unread}");
        if (unread == 500)
        {
            await Assertions.Expect(nora.Page).ToHaveTitleAsync("(500) Sami · PartnerChat");
            await Assertions.Expect(nora.Page.GetByTestId("new-messages-pill")).ToHaveTextAsync("500 new");
        }
    }

    [Fact]
    public async Task OpensAtTheWrongPlace_AllUnreadOfOnesOwn_AtTheEnd()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 800, unread: 500);

        // Partner B wrote all of the last 500: nothing of them is unread for B.
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);

        Assert.InRange(await sami.GapAsync(), 0, 1);
        await Assertions.Expect(sami.Page.GetByTestId("unread-divider")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Pill_FiveHundredUnread_GoesToTheEndAndAllOfThemAreDeliveredAndRead()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 800, unread: 500);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await Assertions.Expect(sami.Bubbles.Last).ToHaveAttributeAsync("data-status", "delivered");

        await nora.Page.GetByTestId("new-messages-pill").ClickAsync();
        await Assertions.Expect(nora.Page.Locator("[data-seq='800']")).ToBeInViewportAsync();
        // Who looks at them now is there: a sign of life from before they came says nothing.
        await nora.StirAsync();

        await Assertions.Expect(nora.Page).ToHaveTitleAsync("Sami · PartnerChat");
        await Assertions.Expect(sami.Bubbles.Last).ToHaveAttributeAsync("data-status", "read");
    }

    [Fact]
    public async Task Pill_FarAboveTheDivider_GoesFirstToItThenToTheEnd()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 900, unread: 300);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 50 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='50']")).ToBeInViewportAsync();

        await nora.Page.GetByTestId("new-messages-pill").ClickAsync();
        await Assertions.Expect(nora.Page.GetByTestId("unread-divider")).ToBeInViewportAsync();
        await nora.Page.GetByTestId("new-messages-pill").ClickAsync();

        await Assertions.Expect(nora.Page.Locator("[data-seq='900']")).ToBeInViewportAsync();
        Assert.InRange(await nora.GapAsync(), 0, 1);
    }

    [Fact]
    public async Task Reload_FarUp_ComesBackToTheSamePlace()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 2_000);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 500 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='500']")).ToBeInViewportAsync();
        var before = await nora.OffsetOfAsync(500);

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();
        await Assertions.Expect(nora.Page.Locator("[data-seq='500']")).ToBeInViewportAsync();

        Assert.InRange(await nora.OffsetOfAsync(500) - before, -1, 1);
    }

    [Fact]
    public async Task DividerWrong_ReadAndMoreArrivesWhileReading_StaysWhereItWasPlacedAndOnce()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 60, unread: 10);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.Page.GetByTestId("new-messages-pill").ClickAsync();
        await nora.StirAsync();
        await Assertions.Expect(nora.List).ToHaveAttributeAsync("data-unread", "0");

        await LongHistory.SayAsync(server, couple, 3);
        await nora.SeesAsync("news 3");

        await Assertions.Expect(nora.Page.GetByTestId("unread-divider")).ToHaveCountAsync(1);
        Assert.Equal("51", await nora.Page.GetByTestId("unread-divider").EvaluateAsync<string>("divider => divider.nextElementSibling.querySelector('li[data-seq]').dataset.seq"));
    }

    [Fact]
    public async Task OwnMessage_WrittenFarUp_IsShownAtOnceAndLeadsToTheEnd()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 2_000);
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var slow);
        await using var nora = await Partner.SignInAsync(chromium, slow, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 500 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='500']")).ToBeInViewportAsync();
        line.Delay = TimeSpan.FromSeconds(1) / 2;

        await nora.WriteAsync("Here I am");

        await Assertions.Expect(nora.BubbleOf("Here I am")).ToBeInViewportAsync(new() { Timeout = 500 });
        await Assertions.Expect(nora.Page.Locator("[data-seq='2000']")).ToBeInViewportAsync();
        await Assertions.Expect(nora.BubbleOf("Here I am")).ToHaveAttributeAsync("data-seq", "2001");
        Assert.InRange(await nora.GapAsync(), 0, 1);
    }
}
