using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Enter, Ctrl+Enter and Shift+Enter: by the reader's choice, the same while writing and while editing, with and without a keyboard of one's own.</summary>
public sealed class SendKeyTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const string Sends = "sends";
    private const string Line = "a new line";

    /// <summary>The choice, whether there is only touch, and what Enter does. The other keys do the same everywhere.</summary>
    public static TheoryData<string?, bool, string, string> Choices => new()
    {
        { null, false, Sends, "send" },
        { "enter", false, Sends, "send" },
        { "ctrl_enter", false, Line, "enter" },
        { null, true, Line, "enter" },
        { "ctrl_enter", true, Line, "enter" },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Keys_EachChoice_DoTheSameWritingAndEditing(string? choice, bool isTouch, string enter, string hint)
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A, o => o.HasTouch = o.IsMobile = isTouch);
        if (choice is not null) await nora.Page.EvaluateAsync("choice => { document.documentElement.dataset.sendKey = choice; }", choice);
        (string Key, string Does)[] expected = [("Enter", enter), ("Shift+Enter", Line), ("Control+Enter", Sends), ("Meta+Enter", Sends)];

        var writing = new List<(string, string)>();
        foreach (var (key, _) in expected) writing.Add((key, await PressAsync(nora, key)));
        await nora.Box.FillAsync("the last");
        await nora.Box.PressAsync("Control+Enter");
        await nora.SeesStatusAsync("the last", "sent");
        var editing = new List<(string, string)>();
        foreach (var (key, _) in expected)
        {
            await nora.Box.FillAsync("");
            await nora.EditLastAsync();
            editing.Add((key, await PressAsync(nora, key)));
            await nora.Box.PressAsync("Escape");
        }

        Assert.Equal(expected, writing);
        Assert.Equal(expected, editing);
        await Assertions.Expect(nora.Box).ToHaveAttributeAsync("enterkeyhint", hint);
    }

    [Fact]
    public async Task CtrlEnter_SecondLineIsBegun_SaysWhatSends()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        await nora.Page.EvaluateAsync("document.documentElement.dataset.sendKey = 'ctrl_enter'");

        await nora.Box.PressSequentiallyAsync("one");
        await nora.Box.PressAsync("Enter");

        await Assertions.Expect(nora.Under()).ToHaveTextAsync("Ctrl+Enter sends");
    }

    // Safari ends the composition before it tells of the Enter that ended it.
    [Theory]
    [InlineData("{ keyCode: 229 }", false)]
    [InlineData("{ isComposing: true, keyCode: 13 }", false)]
    [InlineData("{ keyCode: 13 }", true)]
    public async Task Enter_ThatEndsAComposition_NeverSends(string init, bool isAfterItsEnd)
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        await nora.Box.FillAsync("日本");

        var isTaken = await nora.Box.EvaluateAsync<bool>(
            $$"""
            box => {
              if ({{(isAfterItsEnd ? "true" : "false")}}) box.dispatchEvent(new CompositionEvent('compositionend', { data: '日本', bubbles: true }));
              return !box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...{{init}} }));
            }
            """);

        Assert.False(isTaken);
        await Assertions.Expect(nora.Box).ToHaveValueAsync("日本");
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Escape_DuringAComposition_CancelsNoAnswer()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        await nora.WriteAsync("one");
        await nora.SeesStatusAsync("one", "sent");
        await nora.ReplyToAsync("one", "Nora");

        await nora.Box.EvaluateAsync("box => { box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, cancelable: true })); }");

        await Assertions.Expect(nora.Context()).ToBeVisibleAsync();
    }

    private static async Task<string> PressAsync(Partner partner, string key)
    {
        var isEditing = await partner.Context().IsVisibleAsync();
        var text = $"{key} {(isEditing ? "edited" : "written")}";
        await partner.Box.FillAsync(text);
        await partner.Box.PressAsync(key);
        if (await partner.Box.InputValueAsync() == text + "\n") return Line;
        await partner.SeesAsync(text);
        if (isEditing) await Assertions.Expect(partner.Context()).ToBeHiddenAsync();
        return Sends;
    }
}
