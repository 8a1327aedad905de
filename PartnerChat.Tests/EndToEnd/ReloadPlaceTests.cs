using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>A reload while one reads far up: the place is there at once, or the page says that it is on its way. It is never empty, and never elsewhere.</summary>
public sealed class ReloadPlaceTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    // In every frame from the first on: whether the list stands for what is not here yet, and where the message is that was looked at.
    private const string Watch = """
        window.frames500 = [];
        const look = () => {
          const list = document.querySelector('message-list'), row = list?.querySelector('[data-seq="500"]'), going = document.querySelector('[data-testid=list-going]');
          if (list?.place) window.frames500.push({
            going: Boolean(going?.checkVisibility()),
            top: row?.checkVisibility({ visibilityProperty: true }) ? row.getBoundingClientRect().top - list.getBoundingClientRect().top : null,
          });
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """;

    // As a browser whose old page is not asked before it goes.
    private const string NoWord = """
        const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
        Object.defineProperty(document, 'cookie', { get: () => cookie.get.call(document), set: v => v.startsWith('pc-place') || cookie.set.call(document, v) });
        """;

    [Fact]
    public async Task OpensAtTheWrongPlace_ReloadFarUp_ThePlaceIsThereFromTheFirstFrameOn()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var slow);
        await using var nora = await FarUpAsync(slow);
        var before = await nora.OffsetOfAsync(500);
        await nora.Page.AddInitScriptAsync(Watch);
        line.Delay = TimeSpan.FromMilliseconds(200) / 2;

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();
        var frames = await FramesAsync(nora);

        Assert.NotEmpty(frames);
        Assert.All(frames, f => Assert.InRange((f.Top ?? double.NaN) - before, -2, 2));
        Assert.DoesNotContain(await nora.Profile.CookiesAsync(), c => c.Name == "pc-place");
    }

    [Fact]
    public async Task OpensAtTheWrongPlace_ReloadFarUpOfWhichTheServerWasNotTold_SaysThatItIsOnItsWayThere()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var slow);
        await using var nora = await FarUpAsync(slow, NoWord);
        var before = await nora.OffsetOfAsync(500);
        await nora.Page.AddInitScriptAsync(Watch);
        line.Delay = TimeSpan.FromMilliseconds(200) / 2;

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();
        await Assertions.Expect(nora.Page.Locator("[data-seq='500']")).ToBeInViewportAsync();
        var frames = await FramesAsync(nora);

        Assert.Contains(frames, f => f.Going);
        Assert.All(frames.Where(f => !f.Going), f => Assert.InRange((f.Top ?? double.NaN) - before, -2, 2));
        await Assertions.Expect(nora.Page.GetByTestId("list-going")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task OpensAtTheWrongPlace_TabClosedFarUpAndAnotherOpened_AtTheEndAsAlways()
    {
        await using var nora = await FarUpAsync(server.BaseUrl);
        var closed = new TaskCompletionSource();
        nora.Page.Close += (_, _) => closed.TrySetResult();
        await nora.Page.CloseAsync(new() { RunBeforeUnload = true });
        await closed.Task;

        var next = await nora.Profile.NewPageAsync();
        var answer = await next.GotoAsync("/chat");

        Assert.Contains("data-seq=\"2000\"", await answer!.TextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(next.Locator("[data-seq='2000']")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task OpensAtTheWrongPlace_AReloadOfAnotherTabTookThePlace_GoesToTheEnd()
    {
        await using var nora = await FarUpAsync(server.BaseUrl);
        var atTheEnd = await nora.Profile.NewPageAsync();
        await atTheEnd.GotoAsync("/chat");
        await atTheEnd.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        await atTheEnd.EvaluateAsync("document.cookie = 'pc-place=500; path=/chat; max-age=10; SameSite=Lax'");

        await atTheEnd.ReloadAsync();

        await Assertions.Expect(atTheEnd.Locator("[data-seq='2000']")).ToBeInViewportAsync();
        await Assertions.Expect(atTheEnd.GetByTestId("list-going")).ToBeHiddenAsync();
    }

    private async Task<Partner> FarUpAsync(string address, string? script = null)
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 2_000);
        var nora = await Partner.SignInAsync(chromium, address, couple.A);
        if (script is not null)
        {
            await nora.Page.AddInitScriptAsync(script);
            await nora.ReloadAsync();
        }

        await nora.List.EvaluateAsync("list => list.jumpTo({ seq: 500 })");
        await Assertions.Expect(nora.Page.Locator("[data-seq='500']")).ToBeInViewportAsync();
        return nora;
    }

    private static async Task<Frame[]> FramesAsync(Partner nora) => await nora.Page.EvaluateAsync<Frame[]>("window.frames500");

    private sealed record Frame
    {
        public bool Going { get; init; }

        public double? Top { get; init; }
    }
}
