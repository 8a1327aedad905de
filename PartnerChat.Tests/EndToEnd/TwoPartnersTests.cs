using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Two people in two browsers, from the landing page to a conversation.</summary>
public sealed class TwoPartnersTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task WholeLife_SignUpInviteAcceptAndWrite_BothSeeTheSame()
    {
        await using var nora = await Partner.ArriveAsync(chromium, server.BaseUrl);
        await nora.Page.GetByRole(AriaRole.Link, new() { Name = "Start your conversation" }).ClickAsync();
        await SignUpAsync(nora, "Nora", "Create account");
        var link = await nora.Page.Locator("code").InnerTextAsync();

        await using var sami = await Partner.ArriveAsync(chromium, server.BaseUrl);
        await sami.Page.GotoAsync(new Uri(link).AbsolutePath);
        await Assertions.Expect(sami.Page.GetByRole(AriaRole.Heading, new() { Name = "Nora would like to write with you" })).ToBeVisibleAsync();
        await SignUpAsync(sami, "Sami", "Join Nora");
        await sami.WaitUntilInteractiveAsync();
        await nora.WaitUntilInteractiveAsync();

        await nora.WriteAsync("The market still has quinces.");
        await sami.SeesAsync("The market still has quinces.");
        await sami.Box.PressSequentiallyAsync("The ugly ones");
        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToHaveTextAsync("Sami is writing ");
        await sami.Box.PressAsync("Enter");
        await nora.SeesAsync("The ugly ones");
        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToHaveCountAsync(0);
        await sami.StirAsync();
        await nora.SeesStatusAsync("The market still has quinces.", "read");
        await Assertions.Expect(nora.Page.GetByTestId("presence")).ToHaveTextAsync("here now");

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();
        Assert.Equal(["The market still has quinces.", "The ugly ones"], await nora.TextsAsync());
        Assert.Equal(await sami.TextsAsync(), await nora.TextsAsync());
    }

    [Fact]
    public async Task Enter_FiftyMessages_ReachThePartnersPageAtOnce()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        var times = new List<double>();

        for (var i = 0; i < 50; i++) times.Add(await TimeOfAsync(nora, sami, $"message {i}"));

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"Enter to the partner's DOM: median {times[25]:F1} ms, p95 {times[47]:F1} ms");
        Assert.InRange(times[25], 0, 250);
    }

    [Fact]
    public async Task Status_PartnerAwayThenBack_RisesFromSentToRead()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.WriteAsync("Is the spare key still with Frau Brandt?");
        await nora.SeesStatusAsync("Is the spare key still with Frau Brandt?", "sent");

        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.SeesStatusAsync("Is the spare key still with Frau Brandt?", "delivered");
        await Assertions.Expect(sami.Page.GetByTestId("unread-divider")).ToHaveCountAsync(1);

        await sami.StirAsync();
        await nora.SeesStatusAsync("Is the spare key still with Frau Brandt?", "read");
        await Assertions.Expect(sami.Page.GetByTestId("unread-divider")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Presence_PartnerCloses_IsTakenBackAfterAWhile()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using (var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B))
            await Assertions.Expect(nora.Page.GetByTestId("presence")).ToHaveTextAsync("here now");

        await Assertions.Expect(nora.Page.GetByTestId("presence")).ToHaveTextAsync("here recently", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Stranger_AtTheChat_SignsInFirst()
    {
        await using var stranger = await Partner.ArriveAsync(chromium, server.BaseUrl);

        await stranger.Page.GotoAsync("/chat");

        Assert.Equal("/account/login?ReturnUrl=%2Fchat", new Uri(stranger.Page.Url).PathAndQuery);
    }

    private static async Task SignUpAsync(Partner who, string name, string button)
    {
        await who.Page.GetByLabel("Your name").FillAsync(name);
        await who.Page.GetByLabel("E-mail").FillAsync($"{Guid.NewGuid():N}@example.org");
        await who.Page.GetByLabel("Password").FillAsync("three kilos of quinces");
        await who.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    // Both clocks are the pages' own, which share the machine's.
    private static async Task<double> TimeOfAsync(Partner from, Partner to, string text)
    {
        var seen = to.Page.EvaluateAsync<double>(
            """
            text => new Promise(done => {
              const list = document.querySelector('[data-testid=message-list]');
              const isThere = () => [...list.querySelectorAll('[data-testid=message-text]')].some(t => t.textContent === text);
              const watch = new MutationObserver(() => { if (isThere()) { watch.disconnect(); done(performance.timeOrigin + performance.now()); } });
              watch.observe(list, { subtree: true, childList: true, characterData: true });
            })
            """, text);
        await from.Box.FillAsync(text);
        await from.Page.EvaluateAsync("document.addEventListener('keydown', () => { window.entered = performance.timeOrigin + performance.now(); }, { capture: true, once: true })");
        await from.Box.PressAsync("Enter");
        return await seen - await from.Page.EvaluateAsync<double>("window.entered");
    }
}
