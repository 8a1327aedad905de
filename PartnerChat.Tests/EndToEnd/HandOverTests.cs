using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The first HTML response shows the conversation, and a circuit takes it over.</summary>
public sealed class HandOverTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const string Page = "ORDER BY p.seq DESC";

    [Fact]
    public async Task Open_PrerenderedThenInteractive_LoadsTheFirstPageOnce()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.WriteAsync("Got four. Long story");
        await nora.SeesStatusAsync("Got four. Long story", "sent");
        var before = server.Commands.CountOf(Page);

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();

        Assert.Equal(1, server.Commands.CountOf(Page) - before);
        Assert.Equal(["Got four. Long story"], await nora.TextsAsync());
    }

    [Fact]
    public async Task Open_BeforeAnyScript_HasTheMessagesInTheHtml()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.WriteAsync("The woman remembered us");
        await nora.SeesStatusAsync("The woman remembered us", "sent");

        var html = await (await nora.Profile.APIRequest.GetAsync("/chat")).TextAsync();

        Assert.Contains("The woman remembered us", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-interactive", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeOver_OfALongPage_ShowsTheSameRowsAtTheSamePlaceInEveryFrame()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        for (var i = 0; i < 30; i++) await nora.WriteAsync($"line {i}");
        await nora.SeesStatusAsync("line 29", "sent");
        await nora.Page.AddInitScriptAsync(
            """
            window.frames_ = new Set();
            const look = () => {
              const list = document.querySelector('[data-testid=message-list]'), last = [...document.querySelectorAll('li[data-seq]')].at(-1);
              if (list && last) window.frames_.add(`${last.dataset.seq} at ${Math.round(last.getBoundingClientRect().bottom)}`);
              requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            """);

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();

        Assert.Single(await nora.Page.EvaluateAsync<string[]>("[...window.frames_]"));
    }
}
