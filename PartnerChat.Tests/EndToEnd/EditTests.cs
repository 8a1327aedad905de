using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>One's own message back in the box, to be changed: nothing of it and nothing of the draft is lost.</summary>
public sealed class EditTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task ArrowUp_EmptyBox_EditsTheLastOwnAndThePartnerSeesIt()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await SignInAsync(couple.A);
        await using var sami = await SignInAsync(couple.B);
        await SayAsync(nora, "Dinner is at **seven**");
        await sami.WriteAsync("Fine");
        await nora.SeesAsync("Fine");

        await nora.EditLastAsync();
        await Assertions.Expect(nora.Box).ToHaveValueAsync("Dinner is at **seven**");
        await nora.Box.FillAsync("Dinner is at eight");
        await nora.Box.PressAsync("Enter");

        await sami.SeesAsync("Dinner is at eight");
        await nora.SeesAsync("Dinner is at eight");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("");
        await Assertions.Expect(nora.Context()).ToBeHiddenAsync();
        await Assertions.Expect(nora.Box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Escape_WhileEditing_BringsTheDraftBackAsItWas()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await SayAsync(nora, "Dinner is at seven");
        await nora.Box.FillAsync("half a sentence");

        await nora.EditAsync("Dinner is at seven");
        await nora.Box.FillAsync("Dinner is at nine");
        await nora.Box.PressAsync("Escape");

        await Assertions.Expect(nora.Box).ToHaveValueAsync("half a sentence");
        await nora.SeesAsync("Dinner is at seven");
        await nora.ReloadAsync();
        await Assertions.Expect(nora.Box).ToHaveValueAsync("half a sentence");
    }

    [Fact]
    public async Task Reload_WhileEditing_EditAndDraftAreThere()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await SayAsync(nora, "Dinner is at seven");
        await nora.Box.FillAsync("half a sentence");
        await nora.EditAsync("Dinner is at seven");
        await nora.Box.FillAsync("Dinner is at ni");

        await nora.ReloadAsync();

        await Assertions.Expect(nora.Context()).ToBeVisibleAsync();
        await Assertions.Expect(nora.Box).ToHaveValueAsync("Dinner is at ni");
        await nora.Page.GetByTestId("composer-cancel").ClickAsync();
        await Assertions.Expect(nora.Box).ToHaveValueAsync("half a sentence");
    }

    [Fact]
    public async Task Enter_NothingChanged_ClosesAndMarksNothing()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await SayAsync(nora, "Dinner is at seven");

        await nora.EditLastAsync();
        await nora.Box.PressAsync("Enter");

        await Assertions.Expect(nora.Context()).ToBeHiddenAsync();
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Enter_NothingLeft_SaysSoAndKeepsTheMessage()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await SayAsync(nora, "Dinner is at seven");

        await nora.EditLastAsync();
        await nora.Box.FillAsync("  ");
        await nora.Box.PressAsync("Enter");

        await Assertions.Expect(nora.Under()).ToContainTextAsync("There is nothing left in it.");
        await nora.SeesAsync("Dinner is at seven");
    }

    [Fact]
    public async Task Enter_TheLineIsCut_TheEditWaitsAndIsSavedWhenItIsBack()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, through, couple.A);
        nora.MayComplain = true;
        await using var sami = await SignInAsync(couple.B);
        await SayAsync(nora, "Dinner is at seven");
        await nora.EditLastAsync();
        line.Cut();
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();

        await nora.Box.FillAsync("Dinner is at eight");
        await nora.Box.PressAsync("Enter");
        await Assertions.Expect(nora.Under()).ToContainTextAsync("Not saved yet.");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("Dinner is at eight");
        line.Heal();

        await sami.SeesAsync("Dinner is at eight");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("");
        await Assertions.Expect(nora.Context()).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Enter_TheMessageIsGoneMeanwhile_SaysWhyAndKeepsTheText()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await SignInAsync(couple.A);
        await SayAsync(nora, "Dinner is at seven");
        await nora.EditLastAsync();
        await nora.Page.EvaluateAsync("id => { document.dispatchEvent(new CustomEvent('compose-edit', { detail: { id, text: 'gone' } })); }", Guid.CreateVersion7());

        await nora.Box.FillAsync("what I meant");
        await nora.Box.PressAsync("Enter");

        await Assertions.Expect(nora.Under()).ToContainTextAsync("The message was deleted meanwhile.");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("what I meant");
    }

    [Fact]
    public async Task Enter_TypingGoesOnWhileItIsSaved_LosesNoLetter()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await SayAsync(nora, "Dinner is at seven");
        await nora.EditLastAsync();
        await nora.Box.FillAsync("Dinner is at eight");

        await nora.Box.EvaluateAsync(
            """
            box => {
              box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
              box.value += ', bring bread';
              box.dispatchEvent(new Event('input', { bubbles: true }));
            }
            """);

        await nora.SeesAsync("Dinner is at eight");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("Dinner is at eight, bring bread");
        await nora.Box.PressAsync("Enter");
        await nora.SeesAsync("Dinner is at eight, bring bread");
    }

    private Task<Partner> SignInAsync(TestAccount account) => Partner.SignInAsync(chromium, server.BaseUrl, account);

    private static async Task SayAsync(Partner partner, string text)
    {
        await partner.WriteAsync(text);
        await Assertions.Expect(partner.Bubbles.Last).ToHaveAttributeAsync("data-seq", new System.Text.RegularExpressions.Regex("."));
    }
}
