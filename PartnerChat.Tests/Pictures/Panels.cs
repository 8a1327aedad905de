using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Pictures;

/// <summary>What can be opened over the conversation, or beside it. Escape closes each.</summary>
internal static class Panels
{
    /// <summary>All of them that a pointer or the keyboard opens.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Partner, Task>> All = new Dictionary<string, Func<Partner, Task>>
    {
        ["menu"] = MenuAsync,
        ["times"] = nora => ByKeyAsync(nora, "t", "message-dialog"),
        ["edits"] = EditsAsync,
        ["delete"] = nora => ByKeyAsync(nora, "d", "message-dialog"),
        ["picker"] = PickerAsync,
        ["box-picker"] = BoxPickerAsync,
        ["reply"] = nora => ByKeyAsync(nora, "r", "composer-context"),
        ["edit"] = nora => ByKeyAsync(nora, "e", "composer-context"),
        ["help"] = HelpAsync,
        ["main-menu"] = MainMenuAsync,
        ["date"] = DateAsync,
        ["search"] = nora => SearchAsync(nora, "the"),
    };

    public static async Task MenuAsync(Partner nora)
    {
        await ByKeyAsync(nora, "Enter", "message-menu");
        await Assertions.Expect(nora.Page.GetByTestId("message-menu").Locator(":focus")).ToHaveCountAsync(1);
    }

    public static async Task HoverAsync(Partner nora)
    {
        await Chosen(nora).Locator(".text").HoverAsync();
        await Assertions.Expect(nora.Page.GetByTestId("message-tools")).ToBeVisibleAsync();
    }

    public static Task FocusAsync(Partner nora) => Chosen(nora).FocusAsync();

    public static async Task EditsAsync(Partner nora)
    {
        await nora.Page.Locator("[data-do=edits]").Last.PressAsync("Enter");
        await Assertions.Expect(nora.Page.GetByTestId("message-dialog")).ToBeVisibleAsync();
    }

    public static async Task PickerAsync(Partner nora)
    {
        await ByKeyAsync(nora, "+", "emoji-picker");
        await ReadyAsync(nora);
    }

    public static async Task BoxPickerAsync(Partner nora)
    {
        await nora.Page.GetByTestId("emoji-button").ClickAsync();
        await ReadyAsync(nora);
    }

    public static async Task HelpAsync(Partner nora)
    {
        await nora.Box.PressAsync("Control+/");
        await Assertions.Expect(nora.Page.GetByTestId("keyboard-help")).ToBeVisibleAsync();
    }

    public static async Task MainMenuAsync(Partner nora)
    {
        await nora.Page.Locator("[popovertarget=chat-menu]").ClickAsync();
        await Assertions.Expect(nora.Page.Locator("#chat-menu")).ToBeVisibleAsync();
    }

    public static async Task DateAsync(Partner nora)
    {
        // On a phone it is in the menu.
        if (await nora.Page.GetByTestId("date-button").IsVisibleAsync()) await nora.Page.GetByTestId("date-button").ClickAsync();
        else
        {
            await MainMenuAsync(nora);
            await nora.Page.Locator("[data-open-date]").ClickAsync();
        }

        await Assertions.Expect(nora.Page.GetByTestId("date-tool")).ToBeVisibleAsync();
    }

    public static async Task SearchAsync(Partner nora, string words)
    {
        await nora.Page.Locator("[data-testid=search-panel][data-live=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await nora.Page.GetByTestId("search-button").ClickAsync();
        var before = await nora.Page.GetByTestId("search-status").TextContentAsync();
        await nora.Page.GetByTestId("search-words").FillAsync(words);
        if (words.Length > 0) await Assertions.Expect(nora.Page.GetByTestId("search-status")).Not.ToHaveTextAsync(before!);
    }

    public static ILocator Chosen(Partner nora) => nora.BubbleOf(Everything.Chosen);

    private static async Task ByKeyAsync(Partner nora, string key, string shown)
    {
        await Chosen(nora).FocusAsync();
        await nora.Page.Keyboard.PressAsync(key);
        await Assertions.Expect(nora.Page.GetByTestId(shown)).ToBeVisibleAsync();
    }

    private static async Task ReadyAsync(Partner nora)
    {
        var picker = nora.Page.GetByTestId("emoji-picker");
        await Assertions.Expect(picker.GetByRole(AriaRole.Menuitem).First).ToBeVisibleAsync();
    }
}
