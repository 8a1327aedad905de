using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

public sealed class ChatAccessibilityTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 320)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Chat_InEitherThemeAndWidth_HasNoViolationAndNoSidewaysScrolling(ColorScheme scheme, int width)
    {
        var couple = await server.NewCoupleAsync();
        void Look(BrowserNewContextOptions o) => (o.ColorScheme, o.ViewportSize) = (scheme, new() { Width = width, Height = 740 });
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B, Look);
        await sami.WriteAsync("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");
        await sami.SeesStatusAsync("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "sent");
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, Look);
        await nora.WriteAsync("تيتا بتسلّم عليكِ كتير");
        await nora.SeesStatusAsync("تيتا بتسلّم عليكِ كتير", "delivered");
        await sami.Box.FillAsync("and another");

        var result = await nora.Page.RunAxe();

        Assert.Empty(result.Violations.Select(v => $"{v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Equal(0, await nora.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }
}
