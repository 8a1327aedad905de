using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>An emoji from the picker goes into the box as if it were typed.</summary>
public sealed class EmojiButtonTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Choose_CaretBetweenWords_GoesInThereAndCanBeUndone()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        await nora.Box.PressSequentiallyAsync("before after");
        await nora.Box.EvaluateAsync("box => box.setSelectionRange(7, 7)");

        await nora.Page.GetByTestId("emoji-button").ClickAsync();
        var choice = nora.Page.GetByTestId("emoji-picker").Locator("emoji-picker [role=tabpanel] button").First;
        await choice.ClickAsync();

        await Assertions.Expect(nora.Box).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^before \S+after$"));
        await Assertions.Expect(nora.Box).ToBeFocusedAsync();
        await nora.Box.PressAsync("Control+z");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("before after");
        Assert.Equal(7, await nora.Box.EvaluateAsync<int>("box => box.selectionStart"));
    }

    // Of a word that only this language has.
    [Theory]
    [InlineData("en", "grin", "😀")]
    [InlineData("de", "grinsend", "😀")]
    [InlineData("fr", "rieur", "😀")]
    [InlineData("es", "sonrien", "😀")]
    [InlineData("ar", "أسنان", "😀")]
    public async Task Search_InEachLanguage_FindsByItsWords(string language, string word, string emoji)
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A, o => o.Locale = language);

        await nora.Page.GetByTestId("emoji-button").ClickAsync();
        await nora.Page.GetByTestId("emoji-picker").GetByRole(AriaRole.Combobox).FillAsync(word);

        await Assertions.Expect(nora.Page.GetByTestId("emoji-picker").GetByRole(AriaRole.Option).Filter(new() { HasText = emoji })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Choose_Nothing_LeavesTheTextAlone()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        await nora.Box.FillAsync("half a sentence");
        await nora.Page.GetByTestId("emoji-button").ClickAsync();
        await Assertions.Expect(nora.Page.GetByTestId("emoji-picker")).ToBeVisibleAsync();

        await nora.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(nora.Page.GetByTestId("emoji-picker")).ToHaveCountAsync(0);
        await Assertions.Expect(nora.Box).ToHaveValueAsync("half a sentence");
    }
}
