using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Pictures;

/// <summary>The box that one writes in.</summary>
internal static class BoxScenes
{
    private const string Long = "and that is why I would rather we told your brother together, ";

    private static readonly Line[] Said = [Line.Own("Dinner is at eight, not seve"), Line.Theirs("There are three left in the jar")];

    public static async Task<IPage> ReplyAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.BubbleOf(Said[1].Text).FocusAsync();
        await nora.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(nora.Context()).ToBeVisibleAsync();
        await nora.Box.FillAsync("Then I take the middle one");
        return nora.Page;
    }

    public static async Task<IPage> EditAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.EditLastAsync();
        await nora.Box.FillAsync("Dinner is at eight, not seven");
        return nora.Page;
    }

    public static async Task<IPage> LinesAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.Box.FillAsync(string.Join("\n", Enumerable.Range(1, 12).Select(i => $"{i}. thing that must not be forgotten")));
        return nora.Page;
    }

    public static Task<IPage> NearlyFullAsync(Stage stage) => FillAsync(stage, 4_688);

    public static Task<IPage> OverfullAsync(Stage stage) => FillAsync(stage, 5_018);

    public static async Task<IPage> UndoneAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.WriteAsync("That was not for you");
        await nora.SeesStatusAsync("That was not for you", "sent");
        await nora.UndoOf("That was not for you").PressAsync("Enter");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("That was not for you");
        return nora.Page;
    }

    private static async Task<IPage> FillAsync(Stage stage, int length)
    {
        var nora = await stage.OpenAsync(Said);
        await nora.Box.FillAsync(string.Concat(Enumerable.Repeat(Long, 100))[..length]);
        await Assertions.Expect(nora.Under()).ToBeVisibleAsync();
        return nora.Page;
    }
}
