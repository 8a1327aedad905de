using System.Globalization;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The ways to a message, to a day, and back.</summary>
public sealed class JumpTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task JumpTo_MessageFarUp_IsFoundFocusedAndRingedForAMoment()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 3_000);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 700 })");
        var id = await nora.Page.Locator("[data-seq='700']").GetAttributeAsync("data-message-id");
        await nora.Page.GetByTestId("new-messages-pill").ClickAsync();
        await Assertions.Expect(nora.Page.Locator("[data-seq='3000']")).ToBeInViewportAsync();

        var found = await nora.List.EvaluateAsync<bool>("(list, id) => list.jumpTo({ id })", id);

        var row = nora.Page.Locator("[data-seq='700']");
        Assert.True(found);
        await Assertions.Expect(row).ToBeInViewportAsync();
        await Assertions.Expect(row).ToBeFocusedAsync();
        await Assertions.Expect(row).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("found"));
        await Assertions.Expect(row).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("found"));
    }

    [Fact]
    public async Task JumpTo_WithAWayBack_ThePillLeadsBackToThePixel()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 3_000);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 2000 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='2000']")).ToBeInViewportAsync();
        var before = await nora.OffsetOfAsync(2000);

        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 100, back: true })");
        var pill = nora.Page.GetByTestId("new-messages-pill");
        await Assertions.Expect(pill).ToHaveTextAsync("Back");
        await pill.ClickAsync();

        await Assertions.Expect(nora.Page.Locator("[data-seq='2000']")).ToBeInViewportAsync();
        Assert.InRange(await nora.OffsetOfAsync(2000) - before, -1, 1);
        await Assertions.Expect(pill).ToHaveTextAsync("To the end");
    }

    [Fact]
    public async Task JumpTo_MessageThatIsNotThere_SaysSoAndStays()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 100);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        var found = await nora.List.EvaluateAsync<bool>("(list, id) => list.jumpTo({ id, back: true })", Guid.CreateVersion7().ToString());

        Assert.False(found);
        await Assertions.Expect(nora.Page.Locator("[data-place-note]")).ToHaveTextAsync("That message is not here any more.");
        Assert.InRange(await nora.GapAsync(), 0, 1);
    }

    [Fact]
    public async Task JumpTo_MessageOfAnotherConversation_IsNotThere()
    {
        var (mine, theirs) = (await server.NewCoupleAsync(), await server.NewCoupleAsync());
        await LongHistory.FillAsync(server, mine, 10);
        await LongHistory.FillAsync(server, theirs, 10);
        await using var stranger = await Partner.SignInAsync(chromium, server.BaseUrl, theirs.A);
        var id = await stranger.Bubbles.First.GetAttributeAsync("data-message-id");
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, mine.A);

        Assert.False(await nora.List.EvaluateAsync<bool>("(list, id) => list.jumpTo({ id })", id));
    }

    [Fact]
    public async Task DateTool_ADay_LeadsToItsFirstMessage()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 3_000);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        // A message each seven minutes: ten days of them and more.
        var day = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Berlin").AddDays(-10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        await nora.Page.GetByTestId("date-button").ClickAsync();
        var field = nora.Page.Locator("#date-tool-day");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(field).ToHaveAttributeAsync("max", TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Berlin").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await Assertions.Expect(field).ToHaveAttributeAsync("min", new System.Text.RegularExpressions.Regex("^2"));
        await field.FillAsync(day);
        await field.PressAsync("Enter");

        await Assertions.Expect(nora.Page.GetByTestId("date-tool")).ToBeHiddenAsync();
        await Eventually.HoldsAsync(async () => await DayAtTheTopAsync(nora) == day, TestContext.Current.CancellationToken);
        await Assertions.Expect(nora.List).ToBeFocusedAsync();
    }

    [Fact]
    public async Task DayChip_WhileScrolling_SaysTheDayAndFades()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 600);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 300 })");
        await nora.StirAsync();

        await nora.Page.Mouse.WheelAsync(0, 100);

        var chip = nora.Page.Locator("[data-day-float]");
        await Assertions.Expect(chip).ToHaveAttributeAsync("data-shown", "true");
        await Assertions.Expect(chip).Not.ToBeEmptyAsync();
        await Assertions.Expect(chip).Not.ToHaveAttributeAsync("data-shown", "true");
    }

    [Fact]
    public async Task Announcer_MessagesFurtherDownThanThePageGoes_TellsTheirNumber()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 1_000);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 300 })");

        await LongHistory.SayAsync(server, couple, 1);

        await Assertions.Expect(nora.Page.Locator("[data-announcer]")).ToHaveTextAsync("Sami: 1 new message");
    }

    // The day line that stands at the upper edge, and only if its first row is whole in view.
    private static Task<string?> DayAtTheTopAsync(Partner partner) => partner.List.EvaluateAsync<string?>("""
        list => {
          const heading = [...list.querySelectorAll('h2')].find(h => h.getBoundingClientRect().top >= list.getBoundingClientRect().top);
          if (!heading || heading.getBoundingClientRect().top > list.getBoundingClientRect().top + 40) return null;
          const at = new Date(heading.parentElement.querySelector('time').dateTime);
          return new Intl.DateTimeFormat('sv', { dateStyle: 'short' }).format(at);
        }
        """);
}
