using Microsoft.Playwright;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Pictures;

/// <summary>The end of a conversation, and of an account.</summary>
internal static class LeavingScenes
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>It ended while Nora looked at it, with something still in her box.</summary>
    public static async Task<IPage> EndedAsync(Stage stage)
    {
        await Everything.TellAsync(stage);
        var nora = await stage.OpenAgainAsync();
        await nora.Box.FillAsync("Then I take the blue one");
        await stage.Server.Get<RelationshipService>().EndAsync(stage.Sami, Ct);
        await Assertions.Expect(nora.Page.GetByTestId("conversation-ended")).ToBeVisibleAsync();
        return nora.Page;
    }

    /// <summary>What happens next, opened.</summary>
    public static async Task<IPage> EndedNextAsync(Stage stage)
    {
        var page = await EndedAsync(stage);
        await page.GetByTestId("ended-next").ClickAsync();
        return page;
    }

    /// <summary>A page of a partner's below the settings.</summary>
    public static Func<Stage, Task<IPage>> At(string path) => async stage =>
    {
        var nora = await stage.OpenAsync();
        await nora.Page.GotoAsync(path);
        return nora.Page;
    };

    public static async Task<IPage> WrongWordAsync(Stage stage)
    {
        var page = await At("/settings/leave?sure=yes")(stage);
        await page.GetByTestId("leave-word").FillAsync("enough");
        await page.GetByTestId("leave-end").ClickAsync();
        await Assertions.Expect(page.Locator(".field-error")).ToBeVisibleAsync();
        return page;
    }

    public static async Task<IPage> RetentionAsync(Stage stage)
    {
        var page = await PageScenes.AdminAsync(stage);
        await page.GotoAsync("/admin/retention");
        return page;
    }
}
