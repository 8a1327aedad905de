using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>How it ends: for both at once, readable for 30 days, then gone; and how it begins anew.</summary>
public sealed class LeavingTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WholeLife_ChatEndExportWaitDeletionAndANewPair_InTwoBrowsers()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.WriteAsync("The market still has quinces.");
        await sami.SeesAsync("The market still has quinces.");
        await sami.Box.FillAsync("What I never sent");

        await EndAsync(nora);

        // Both at once, without a reload; what was in the box can be copied.
        await Assertions.Expect(EndOf(sami)).ToContainTextAsync("Nora ended it on");
        await Assertions.Expect(EndOf(nora)).ToContainTextAsync("You ended it on");
        await Assertions.Expect(sami.Page.Locator("[data-notice=ended]")).ToHaveCountAsync(1);
        await Assertions.Expect(sami.Box).ToHaveCountAsync(0);
        await Assertions.Expect(sami.Page.Locator("[data-client-pending]")).ToContainTextAsync("What I never sent");
        await Assertions.Expect(sami.Page.Locator("[data-client-pending] .why")).ToContainTextAsync("Not sent. This conversation has ended.");
        await sami.Page.Locator("[data-client-pending] [data-action=remove]").ClickAsync();
        await Assertions.Expect(sami.Page.Locator("[data-client-pending]")).ToHaveCountAsync(0);
        await NothingIsOfferedAsync(sami);
        await SearchFindsAsync(sami, "quinc");
        await ExportHasAsync(sami, "The market still has quinces.");

        // A new one at once, with each other; the old one has an address of its own.
        await sami.Page.GetByTestId("begin-anew").ClickAsync();
        await sami.Page.Locator("[name=Name]").FillAsync("Sami");
        await sami.Page.Locator("form:has([name=Name]) [type=submit]").First.ClickAsync();
        var link = await sami.Page.GetByTestId("invite-link").InnerTextAsync();
        await nora.Page.GotoAsync(new Uri(link).AbsolutePath);
        await nora.Page.Locator("[name=Name]").FillAsync("Nora");
        await nora.Page.Locator("form:has([name=Name]) [type=submit]").ClickAsync();
        await nora.WaitUntilInteractiveAsync();
        await sami.WaitUntilInteractiveAsync();
        await nora.WriteAsync("Once more, then.");
        await sami.SeesAsync("Once more, then.");
        await sami.Page.GotoAsync("/settings");
        await sami.Page.GetByTestId("ended-row").GetByRole(AriaRole.Link).ClickAsync();
        await sami.SeesAsync("The market still has quinces.");
        var old = new Uri(sami.Page.Url).AbsolutePath;

        server.Time.Advance(TimeSpan.FromDays(30));
        await server.Get<RetentionService>().RunAsync(Ct);

        // A sign-in lasts 30 days as well.
        await using var later = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        later.MayComplain = true;
        await later.SeesAsync("Once more, then.");
        var gone = await later.Page.GotoAsync(old);
        Assert.Equal(404, gone!.Status);
        // Once its circuit has taken over, too.
        await later.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(later.Page.Locator(".plain-state h1")).ToBeVisibleAsync();
        Assert.Equal(old, new Uri(later.Page.Url).AbsolutePath);
        await later.Page.GotoAsync("/settings");
        await Assertions.Expect(later.Page.GetByTestId("leave-row")).ToBeVisibleAsync();
        await Assertions.Expect(later.Page.GetByTestId("ended-row")).ToHaveCountAsync(0);
    }

    private static ILocator EndOf(Partner partner) => partner.Page.GetByTestId("conversation-ended");

    private static async Task EndAsync(Partner nora)
    {
        await nora.Page.GotoAsync("/settings");
        await nora.Page.Locator("[data-testid=settings][data-interactive=true]").WaitForAsync();
        await nora.Page.GetByTestId("leave-button").ClickAsync();
        await nora.Page.GetByTestId("leave-on").ClickAsync();
        await nora.Page.GetByTestId("leave-word").FillAsync("end");
        await nora.Page.GetByTestId("leave-end").ClickAsync();
        await nora.WaitUntilInteractiveAsync();
    }

    // The menu has what reads, and nothing that writes.
    private static async Task NothingIsOfferedAsync(Partner sami)
    {
        await sami.BubbleOf("The market still has quinces.").FocusAsync();
        await sami.Page.Keyboard.PressAsync("Enter");
        var shown = sami.Page.GetByTestId("message-menu").Locator("[data-act]:not([hidden]):visible");
        await Assertions.Expect(shown).ToHaveCountAsync(2);
        Assert.Equal(["copy", "times"], await shown.EvaluateAllAsync<string[]>("all => all.map(b => b.dataset.act)"));
        await sami.Page.Keyboard.PressAsync("Escape");
    }

    // From the chat that ended, on to the page of exports, and back.
    private static async Task ExportHasAsync(Partner sami, string text)
    {
        await sami.Page.GetByTestId("ended-export").ClickAsync();
        await sami.Page.Locator("[data-testid=export][data-interactive=true]").WaitForAsync();
        var file = await sami.Page.RunAndWaitForDownloadAsync(() => sami.Page.GetByTestId("export-html").ClickAsync());
        var html = await File.ReadAllTextAsync(await file.PathAsync(), Ct);
        Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.EndsWith("</html>", html.TrimEnd(), StringComparison.Ordinal);
        await sami.Page.GotoAsync("/chat");
        await sami.SeesAsync(text);
    }

    private static async Task SearchFindsAsync(Partner sami, string words)
    {
        await sami.Page.GetByTestId("search-button").ClickAsync();
        await sami.Page.GetByTestId("search-words").FillAsync(words);
        await Assertions.Expect(sami.Page.GetByTestId("search-hit")).ToHaveCountAsync(1);
    }
}
