using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Pictures;

/// <summary>Something open over the conversation, or beside it.</summary>
internal static class PanelScenes
{
    /// <summary>A panel over a conversation with everything in it.</summary>
    public static Func<Stage, Task<IPage>> With(Func<Partner, Task> openAsync) => async stage =>
    {
        await Everything.TellAsync(stage);
        var nora = await stage.OpenAgainAsync();
        await openAsync(nora);
        return nora.Page;
    };

    /// <summary>The menu on a phone, where a finger opens it.</summary>
    public static Task<IPage> SheetAsync(Stage stage) => With(HoldAsync)(stage);

    public static async Task<IPage> SearchAwayAsync(Stage stage)
    {
        await Everything.TellAsync(stage);
        var nora = await stage.OpenAgainAsync();
        await Panels.SearchAsync(nora, "");
        stage.CutDatabase();
        await nora.Page.GetByTestId("search-words").FillAsync("quince");
        await Assertions.Expect(nora.Page.GetByTestId("search-error")).ToBeVisibleAsync();
        return nora.Page;
    }

    public static async Task<IPage> FoundAsync(Stage stage)
    {
        await Everything.TellAsync(stage);
        var nora = await stage.OpenAgainAsync();
        await Panels.SearchAsync(nora, "shelf");
        await nora.Page.GetByTestId("search-hit").First.ClickAsync();
        await Assertions.Expect(nora.Page.Locator(".msg.found")).ToHaveCountAsync(1);
        return nora.Page;
    }

    private static async Task HoldAsync(Partner nora)
    {
        await using var touch = await Touch.OnAsync(nora.Page, Panels.Chosen(nora));
        await touch.DownAsync();
        await Assertions.Expect(nora.Page.GetByTestId("message-menu")).ToBeVisibleAsync();
        await touch.UpAsync();
    }
}
