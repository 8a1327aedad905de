using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The chat in the reader's own language, whatever the partner's is.</summary>
public sealed class LanguageTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Chat_PartnersOfTwoLanguages_EachReadTheirOwnAlsoInWhatTheOtherCaused()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, o => o.Locale = "fr-FR");
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B, o => o.Locale = "de-DE");

        await nora.WriteAsync("Bonjour");

        await sami.SeesAsync("Bonjour");
        await Assertions.Expect(sami.Page.Locator(".day-line")).ToHaveTextAsync("Heute");
        await Assertions.Expect(nora.Page.Locator(".day-line")).ToHaveTextAsync("Aujourd'hui");
        await Assertions.Expect(sami.Page.GetByTestId("message-input")).ToHaveAttributeAsync("placeholder", "Schreib an Nora");
    }

    [Fact]
    public async Task Chat_ArabicReader_IsMirrored()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, o => o.Locale = "ar");
        await nora.WriteAsync("مرحبا");
        await nora.SeesStatusAsync("مرحبا", "sent");

        var box = await nora.BubbleOf("مرحبا").Locator(".bubble").BoundingBoxAsync();
        var list = await nora.Page.GetByTestId("message-list").Locator(".column").BoundingBoxAsync();

        Assert.Equal("rtl", await nora.Page.Locator("html").GetAttributeAsync("dir"));
        // Own words stand at the end of the line: on the left.
        Assert.InRange(box!.X - list!.X, 0, 40);
    }
}
