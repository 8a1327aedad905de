using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>A conversation of years: pages above and below, a page that stays small, and a view that stays where it is, on a slow line too.</summary>
public sealed class LongHistoryTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const int Long = 10_000;

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(1_000)]
    public async Task ViewJumpsOnAnOlderPage_AtAnyLatency_NotByTwoPixelsUpAndDownWithABoundedPage(int latency)
    {
        var couple = await server.NewCoupleAsync();
        var count = Campaign.Count(Long);
        await LongHistory.FillAsync(server, couple, count);
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var slow);
        await using var nora = await Partner.SignInAsync(chromium, slow, couple.A);
        line.Delay = TimeSpan.FromMilliseconds(latency) / 2;

        var up = await nora.WalkAsync(-0.9, 1);
        var down = await nora.WalkAsync(0.9, count);

        TestContext.Current.TestOutputHelper?.WriteLine($"{latency} ms, {count} messages: up {up}, down {down}");
        Assert.True(up.Sound && down.Sound);
        Assert.InRange(Math.Max(up.Drift, down.Drift), 0, 2);
        Assert.InRange(Math.Max(up.MostRows, down.MostRows), 50, 300);
        Assert.InRange(Math.Max(up.MostNodes, down.MostNodes), 500, 4_000);
        await Assertions.Expect(nora.List).ToHaveAttributeAsync("data-has-newer", "false");
    }

    [Fact]
    public async Task PagesLoadInACascade_AtTheTopOnASlowLine_OneAtATimeAndNoMoreThanAreNeeded()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 1_000);
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var slow);
        await using var nora = await Partner.SignInAsync(chromium, slow, couple.A);
        line.Delay = TimeSpan.FromMilliseconds(200) / 2;
        var before = server.Commands.CountOf("ORDER BY p.seq DESC");
        var rows = await nora.Bubbles.CountAsync();

        await nora.List.EvaluateAsync("list => { for (let i = 0; i < 50; i++) { list.scrollTop = 0; list.dispatchEvent(new Event('scroll')); } }");
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(rows + 50);
        // Three times there and back: what would be asked for is asked for by then.
        await nora.List.EvaluateAsync("async list => { for (let i = 0; i < 3; i++) await list.span(); }");

        Assert.InRange(server.Commands.CountOf("ORDER BY p.seq DESC") - before, 1, 2);
        Assert.InRange(await nora.Bubbles.CountAsync(), rows + 50, rows + 100);
    }

    [Fact]
    public async Task Jump_InAConversationOfAHundredThousand_IsThereAtOnce()
    {
        var couple = await server.NewCoupleAsync();
        var count = Campaign.Count(100_000);
        await LongHistory.FillAsync(server, couple, count);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        var times = await nora.List.EvaluateAsync<double[]>("""
            async (list, count) => {
              const times = [];
              for (let i = 1; i <= 20; i++) {
                const since = performance.now();
                await list.jumpTo({ seq: Math.round(count * (i * 7 % 20 + 0.5) / 21) });
                times.push(performance.now() - since);
              }
              return times.sort((a, b) => a - b);
            }
            """, count);

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} messages: median {times[10]:0} ms, longest {times[^1]:0} ms");
        Assert.InRange(times[10], 0, 2_000);
    }

    [Fact]
    public async Task BottomNotReachableAfterSleep_TwoHundredArrived_ThePillLeadsThere()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 1_000);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 500 })");
        await Assertions.Expect(nora.List).ToHaveAttributeAsync("data-has-newer", "true");
        var session = await nora.Profile.NewCDPSessionAsync(nora.Page);
        await session.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "frozen" });
        await LongHistory.SayAsync(server, couple, 200);
        await session.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "active" });

        await Assertions.Expect(nora.Page.GetByTestId("new-messages-pill")).ToHaveTextAsync("200 new");
        await nora.Page.GetByTestId("new-messages-pill").ClickAsync();

        await Assertions.Expect(nora.Page.Locator("[data-seq='1200']")).ToBeInViewportAsync();
        Assert.InRange(await nora.GapAsync(), 0, 1);
    }

    [Theory]
    [InlineData(1.25f, 0.8)]
    [InlineData(1.5f, 1.1)]
    [InlineData(1f, 0.67)]
    [InlineData(2f, 2)]
    public async Task StopsFollowingAtFractionalZoom_BurstOfAHundred_StaysAtTheEndWithABoundedPage(float pixels, double zoom)
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 300);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, o => o.DeviceScaleFactor = pixels);
        await nora.Page.EvaluateAsync("zoom => { document.documentElement.style.zoom = zoom; }", zoom);

        await LongHistory.SayAsync(server, couple, 100);
        await nora.SeesAsync("news 100");

        // Heights are told in whole pixels, the place in fractions: at the end the difference is on either side.
        Assert.InRange(await nora.GapAsync(), -2, 2);
        await Assertions.Expect(nora.Page.GetByTestId("new-messages-pill")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task FollowingTheEnd_ThousandsArrive_KeepsThePageSmall()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 200);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        await LongHistory.SayAsync(server, couple, Campaign.Count(5_000) + 400);
        await Assertions.Expect(nora.Bubbles.Last).ToContainTextAsync($"news {Campaign.Count(5_000) + 400}");

        Assert.InRange(await nora.GapAsync(), 0, 1);
        await Eventually.HoldsAsync(async () => await nora.Bubbles.CountAsync() <= 300, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(0)]
    [InlineData(20)]
    public async Task DeletionMovesTheView_AboveInOrBelow_NotByTwoPixels(int away)
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 300);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 200 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='200']")).ToBeInViewportAsync();
        var top = await nora.TopRowAsync();
        var before = await nora.OffsetOfAsync(top + 1);
        var gone = await nora.Page.Locator($"[data-seq='{(away == 0 ? top + 4 : top + away)}']").GetAttributeAsync("data-message-id");

        await DeleteAsync(couple, Guid.Parse(gone!));
        await Assertions.Expect(nora.Page.Locator($"[data-message-id='{gone}']")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("deleted"));

        Assert.InRange(await nora.OffsetOfAsync(top + 1) - before, -2, 2);
    }

    [Fact]
    public async Task ArrivingMessageStealsFocusCaretOrSelection_WhileOneWritesAndSelects_NothingOfIt()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 300);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 260 })");
        await nora.Box.FillAsync("I am still writing");
        await nora.Box.EvaluateAsync("box => box.setSelectionRange(2, 4)");
        var top = await nora.TopRowAsync();
        var before = await nora.OffsetOfAsync(top);

        await LongHistory.SayAsync(server, couple, 50);
        await Assertions.Expect(nora.List).ToHaveAttributeAsync("data-unread", "50");

        await Assertions.Expect(nora.Box).ToBeFocusedAsync();
        Assert.Equal("2-4", await nora.Box.EvaluateAsync<string>("box => `${box.selectionStart}-${box.selectionEnd}`"));
        Assert.Equal(before, await nora.OffsetOfAsync(top));
    }

    [Fact]
    public async Task Selection_WhileAPageComesAbove_StaysAndSoDoesTheFocus()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 600);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 300 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='300']")).ToBeFocusedAsync();
        await nora.List.EvaluateAsync("list => getSelection().selectAllChildren(list.querySelector('[data-seq=\"300\"] .text'))");
        var selected = await nora.Page.EvaluateAsync<string>("getSelection().toString()");

        await nora.List.EvaluateAsync("list => { list.scrollTop = 0; }");
        await Assertions.Expect(nora.Page.Locator("[data-seq='230']")).ToHaveCountAsync(1);

        Assert.Equal(selected, await nora.Page.EvaluateAsync<string>("getSelection().toString()"));
        await Assertions.Expect(nora.Page.Locator("[data-seq='300']")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Resize_WhileReadingFurtherUp_KeepsTheMessageInItsPlace()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 600);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 300 })");
        await nora.List.EvaluateAsync("list => list.focus({ preventScroll: true })");
        var top = await nora.List.EvaluateAsync<long>(
            "list => Number([...list.querySelectorAll('li[data-seq]')].find(li => li.getBoundingClientRect().top >= list.getBoundingClientRect().top).dataset.seq)");
        var before = await nora.OffsetOfAsync(top);

        await nora.Page.SetViewportSizeAsync(360, 640);

        await Eventually.HoldsAsync(async () => Math.Abs(await nora.OffsetOfAsync(top) - before) <= 2, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task DeletionMovesTheView_TheMessageAtTheEdgeIsTakenBack_TheNextOneStays()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 60);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        // Last, because only what was sent in the last seconds can be taken back.
        await LongHistory.SayAsync(server, couple, 40);
        await nora.SeesAsync("news 40");
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 75 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='75']")).ToBeInViewportAsync();
        var held = await nora.List.EvaluateAsync<long>("list => list.place.anchorSeq");
        var before = await nora.OffsetOfAsync(held + 1);
        var gone = await nora.Page.Locator($"[data-seq='{held}']").GetAttributeAsync("data-message-id");

        await DeleteAsync(couple, Guid.Parse(gone!));
        await Assertions.Expect(nora.Page.Locator($"[data-message-id='{gone}']")).ToHaveCountAsync(0);

        Assert.InRange(await nora.OffsetOfAsync(held + 1) - before, -2, 2);
    }

    private async Task DeleteAsync(SignedUpCouple couple, Guid id)
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = server.Get<PartnerChat.Web.Messaging.ChatService>();
        var visit = (await chat.VisitMessageAsync(couple.A.Id, id, ct)).Value!;
        var sender = visit.Message.SenderId == visit.Visit.Participant.Side ? couple.A.Id : couple.B.Id;
        var by = (await chat.VisitAsync(sender, ct)).Value!.Participant;
        Assert.NotNull((await chat.DeleteAsync(by, id, ct)).Value);
    }
}
