using System.Text.Json;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>For whoever looks elsewhere, or does not look: the tab's title and icon, the announcer, the installed app.</summary>
public sealed class ElsewhereTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Title_WithUnreadMessages_BeginsWithTheirNumberUntilTheyAreRead()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);

        foreach (var text in new[] { "one", "two", "three" }) await nora.WriteAsync(text);

        await Assertions.Expect(sami.Page).ToHaveTitleAsync("(3) Nora · PartnerChat");
        await Assertions.Expect(sami.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", "favicon-unread.svg");
        await sami.StirAsync();
        await Assertions.Expect(sami.Page).ToHaveTitleAsync("Nora · PartnerChat");
        await Assertions.Expect(sami.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", "favicon.svg");
        await Assertions.Expect(nora.Page).ToHaveTitleAsync("Sami · PartnerChat");
    }

    [Fact]
    public async Task AnnouncerReadsAllOrNothing_MessageOfThePartner_IsToldOnceAndOwnAndOlderOnesAreNot()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.WriteAsync("before");
        await nora.SeesStatusAsync("before", "sent");
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await ListenAsync(sami);

        await sami.WriteAsync("mine");
        await sami.SeesStatusAsync("mine", "delivered");
        await nora.WriteAsync("Supper is ready");
        await Assertions.Expect(AnnouncerOf(sami)).ToHaveTextAsync("Nora: Supper is ready");

        Assert.Equal(["Nora: Supper is ready"], await ToldAsync(sami));
    }

    [Fact]
    public async Task AnnouncerReadsAllOrNothing_ManyAtOnce_TellsTheirNumber()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await ListenAsync(sami);

        await nora.Page.EvaluateAsync("""
            () => { const box = document.querySelector('[data-testid=message-input]');
                for (let i = 0; i < 12; i++) {
                    box.value = `message ${i}`; box.dispatchEvent(new Event('input', { bubbles: true }));
                    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })); } }
            """);
        await sami.SeesAsync("message 11");
        await Assertions.Expect(AnnouncerOf(sami)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Nora: (\\d+ new messages|message \\d+)\\u00A0?$"));

        Assert.InRange((await ToldAsync(sami)).Count, 1, 6);
    }

    [Fact]
    public async Task Manifest_OfTheApp_NamesIconsThatAreThere()
    {
        await using var visitor = await Partner.ArriveAsync(chromium, server.BaseUrl);
        var path = await visitor.Page.Locator("link[rel=manifest]").GetAttributeAsync("href");

        var answer = await visitor.Profile.APIRequest.GetAsync($"{server.BaseUrl}/{path}");

        Assert.Equal("application/manifest+json", answer.Headers["content-type"]);
        var manifest = JsonDocument.Parse(await answer.TextAsync()).RootElement;
        Assert.Equal("/chat", manifest.GetProperty("start_url").GetString());
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
            Assert.True((await visitor.Profile.APIRequest.GetAsync(server.BaseUrl + icon.GetProperty("src").GetString())).Ok);
    }

    private static ILocator AnnouncerOf(Partner partner) => partner.Page.Locator("[data-announcer]");

    private static async Task ListenAsync(Partner partner) => await partner.Page.EvaluateAsync("""
        () => { window.told = []; const place = document.querySelector('[data-announcer]');
            new MutationObserver(() => window.told.push(place.textContent)).observe(place, { childList: true, characterData: true, subtree: true }); }
        """);

    private static async Task<IReadOnlyList<string>> ToldAsync(Partner partner) => await partner.Page.EvaluateAsync<string[]>("() => window.told");
}
