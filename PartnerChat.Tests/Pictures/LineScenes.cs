using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Pictures;

/// <summary>The line to the server.</summary>
internal static class LineScenes
{
    private static readonly Line[] Said = [Line.Theirs("The market still has quinces"), Line.Own("How many can you carry?")];

    public static async Task<IPage> OfflineAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.Profile.SetOfflineAsync(true);
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();
        await nora.Box.FillAsync("Eleven kilos, no more");
        return nora.Page;
    }

    /// <summary>Nothing answers, and nobody says so.</summary>
    public static async Task<IPage> FrozenAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        stage.Line.Blackhole();
        await nora.WriteAsync("Eleven kilos, no more");
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();
        await Assertions.Expect(nora.Page.Locator(".why.calm")).ToBeVisibleAsync();
        return nora.Page;
    }

    public static async Task<IPage> AwayAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        stage.Line.Cut();
        await Assertions.Expect(nora.Banner.Locator("button")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        return nora.Page;
    }

    public static async Task<IPage> BackAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.Profile.SetOfflineAsync(true);
        await nora.WriteAsync("Eleven kilos, no more");
        await nora.WriteAsync("And no wheelbarrow");
        await nora.Profile.SetOfflineAsync(false);
        await Assertions.Expect(nora.Banner).ToContainTextAsync("2");
        return nora.Page;
    }

    /// <summary>The first HTML, with no line yet: what is written is kept.</summary>
    public static async Task<IPage> OpeningAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.Page.RouteWebSocketAsync(_ => true, _ => { });
        await nora.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await nora.WriteAsync("Eleven kilos, no more");
        await nora.SeesStatusAsync("Eleven kilos, no more", "sending");
        return nora.Page;
    }

    public static async Task<IPage> SignedOutAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.Page.RouteAsync("**/account/login**", route => route.AbortAsync());
        await stage.EndSessionsAsync();
        await Assertions.Expect(nora.Page.Locator("h1.title")).ToBeVisibleAsync();
        return nora.Page;
    }

    public static async Task<IPage> DatabaseAwayAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        stage.CutDatabase();
        await nora.Page.ReloadAsync();
        await Assertions.Expect(nora.Page.Locator("h1.title")).ToBeVisibleAsync();
        return nora.Page;
    }
}
