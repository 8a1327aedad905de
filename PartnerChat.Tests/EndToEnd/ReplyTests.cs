using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>An answer to one message: what it answers is part of the draft, and of what waits in the outbox.</summary>
public sealed class ReplyTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Reload_WhileAnswering_TheDraftStillAnswersIt()
    {
        await using var nora = await OpenAsync("There are three left in the jar");
        await nora.ReplyToAsync("There are three left in the jar", "Sami");
        await nora.Box.FillAsync("Then I take");

        await nora.ReloadAsync();

        await Assertions.Expect(nora.Context()).ToContainTextAsync("There are three left in the jar");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("Then I take");
    }

    [Fact]
    public async Task Resume_WhileAnsweringAndEditing_BothAreThere()
    {
        await using var nora = await OpenAsync("There are three left in the jar");
        nora.MayComplain = true;
        await nora.ReplyToAsync("There are three left in the jar", "Sami");
        await nora.Box.FillAsync("Then I take");
        await nora.EditAsync("There are three left in the jar");
        await nora.Box.FillAsync("There are two left");

        Assert.True(await nora.Page.EvaluateAsync<bool>("Blazor.pauseCircuit()"));
        Assert.True(await nora.Page.EvaluateAsync<bool>("Blazor.resumeCircuit()"));

        await Assertions.Expect(nora.Context()).ToHaveAttributeAsync("data-for", "edit");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("There are two left");
        await nora.Box.PressAsync("Escape");
        await Assertions.Expect(nora.Context()).ToHaveAttributeAsync("data-for", "reply");
        await Assertions.Expect(nora.Box).ToHaveValueAsync("Then I take");
    }

    [Fact]
    public async Task Answering_ItIsDeletedMeanwhile_IsQuotedNoMore()
    {
        await using var nora = await OpenAsync("There are three left in the jar");
        var id = Guid.Parse((await nora.Bubbles.First.GetAttributeAsync("data-message-id"))!);
        await nora.ReplyToAsync("There are three left in the jar", "Nora");
        await nora.Bubbles.First.EvaluateAsync("row => row.classList.add('deleted')");

        await nora.WriteAsync("Then I take one");

        await nora.SeesStatusAsync("Then I take one", "sent");
        Assert.Equal(id.ToString(), await StoredReplyAsync(nora, "Then I take one"));
        Assert.False(await nora.Page.EvaluateAsync<bool>("Object.entries(localStorage).some(([key, value]) => !key.startsWith('pc:undo') && value.includes('three left'))"));
    }

    [Fact]
    public async Task Escape_WhileAnswering_KeepsTheTextAndAnswersNothing()
    {
        await using var nora = await OpenAsync("There are three left in the jar");
        await nora.ReplyToAsync("There are three left in the jar", "Sami");
        await nora.Box.FillAsync("Then I take the middle one");

        await nora.Box.PressAsync("Escape");
        await nora.Box.PressAsync("Enter");

        await Assertions.Expect(nora.Context()).ToBeHiddenAsync();
        await nora.SeesStatusAsync("Then I take the middle one", "sent");
        Assert.Null(await StoredReplyAsync(nora, "Then I take the middle one"));
    }

    [Fact]
    public async Task Enter_OfflineThenReload_TheAnswerGoesOutWithItsQuote()
    {
        var couple = await server.NewCoupleAsync();
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        await using var nora = await Partner.SignInAsync(chromium, through, couple.A);
        nora.MayComplain = true;
        await nora.WriteAsync("There are three left in the jar");
        await nora.SeesStatusAsync("There are three left in the jar", "sent");
        var answered = await nora.BubbleOf("There are three left in the jar").GetAttributeAsync("data-message-id");
        line.Cut();
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();

        await nora.ReplyToAsync("There are three left in the jar", "Nora");
        await nora.WriteAsync("Then I take the middle one");
        await nora.WriteAsync("And the small one");
        await Assertions.Expect(nora.QuoteOf("Then I take the middle one")).ToHaveAttributeAsync("href", $"/chat#{answered}");
        await Assertions.Expect(nora.Context()).ToBeHiddenAsync();
        line.Heal();
        await nora.ReloadAsync();

        await nora.SeesStatusAsync("And the small one", "sent");
        Assert.Equal(answered, await StoredReplyAsync(nora, "Then I take the middle one"));
        Assert.Null(await StoredReplyAsync(nora, "And the small one"));
        Assert.Equal(["There are three left in the jar", "Then I take the middle one", "And the small one"], await nora.TextsAsync());
    }

    [Fact]
    public async Task Enter_WhatItAnswersIsNotThere_SaysSoAndGoesOutWithoutTheQuote()
    {
        await using var nora = await OpenAsync("There are three left in the jar");
        await nora.Page.EvaluateAsync(
            "id => { document.dispatchEvent(new CustomEvent('compose-reply', { detail: { id, name: 'Sami', text: 'from elsewhere' } })); }", Guid.CreateVersion7());

        await nora.WriteAsync("Then I take the middle one");
        await nora.SeesStatusAsync("Then I take the middle one", "failed");
        await Assertions.Expect(nora.BubbleOf("Then I take the middle one").GetByRole(AriaRole.Alert)).ToContainTextAsync("The message it answers is gone.");
        await nora.BubbleOf("Then I take the middle one").Locator("[data-action=plain]").ClickAsync();

        await nora.SeesStatusAsync("Then I take the middle one", "sent");
    }

    private async Task<Partner> OpenAsync(string text)
    {
        var couple = await server.NewCoupleAsync();
        var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.WriteAsync(text);
        await nora.SeesStatusAsync(text, "sent");
        return nora;
    }

    private async Task<string?> StoredReplyAsync(Partner partner, string text)
    {
        var id = Guid.Parse((await partner.BubbleOf(text).GetAttributeAsync("data-message-id"))!);
        var stored = await server.Get<PartnerChat.Data.Conversations.MessageStore>().GetByIdsAsync([id], TestContext.Current.CancellationToken);
        return Assert.Single(stored).ReplyToId?.ToString();
    }
}
