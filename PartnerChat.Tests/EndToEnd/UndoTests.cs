using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>What was just sent can be taken back for 8 s, and then nothing of it is left with either partner.</summary>
public sealed class UndoTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Undo_Stored_LeavesNothingWithEitherAndBringsTheTextBack()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await SignInAsync(couple.A);
        await using var sami = await SignInAsync(couple.B);
        await nora.WriteAsync("kept");
        await nora.WriteAsync("not so");
        await sami.SeesAsync("not so");

        await nora.UndoOf("not so").ClickAsync();

        await Assertions.Expect(sami.Bubbles).ToHaveCountAsync(1);
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(1);
        await Assertions.Expect(nora.Box).ToHaveValueAsync("not so");
        await Assertions.Expect(nora.Box).ToBeFocusedAsync();
        await sami.ReloadAsync();
        Assert.Equal(["kept"], await sami.TextsAsync());
    }

    [Fact]
    public async Task Undo_AnAnswer_BringsBackWhatItAnswers()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await nora.WriteAsync("There are three left");
        await nora.SeesStatusAsync("There are three left", "sent");
        await nora.ReplyToAsync("There are three left", "Nora");
        await nora.WriteAsync("two");
        await nora.SeesStatusAsync("two", "sent");

        await nora.UndoOf("two").ClickAsync();

        await Assertions.Expect(nora.Box).ToHaveValueAsync("two");
        await Assertions.Expect(nora.Context()).ToContainTextAsync("There are three left");
    }

    [Fact]
    public async Task Undo_SomethingElseIsInTheBox_LeavesThatThere()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await nora.WriteAsync("not so");
        await nora.Box.FillAsync("the next thing");

        await nora.UndoOf("not so").ClickAsync();

        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
        await Assertions.Expect(nora.Box).ToHaveValueAsync("the next thing");
    }

    [Fact]
    public async Task CtrlZ_EmptyBoxAfterSending_TakesTheLastBack()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await SignInAsync(couple.A);
        await using var sami = await SignInAsync(couple.B);
        await nora.WriteAsync("not so");
        await sami.SeesAsync("not so");

        await nora.Box.PressAsync("Control+z");

        await Assertions.Expect(sami.Bubbles).ToHaveCountAsync(0);
        await Assertions.Expect(nora.Box).ToHaveValueAsync("not so");
    }

    [Fact]
    public async Task Undo_AfterEightSeconds_IsGoneAndMovesNothing()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        await nora.WriteAsync("it stands");
        await nora.SeesStatusAsync("it stands", "sent");
        await Assertions.Expect(nora.UndoOf("it stands")).ToBeVisibleAsync();
        var before = await nora.BubbleOf("it stands").BoundingBoxAsync();

        await Assertions.Expect(nora.UndoOf("it stands")).ToHaveCountAsync(0, new() { Timeout = 10_000 });

        var after = await nora.BubbleOf("it stands").BoundingBoxAsync();
        Assert.Equal((before!.X, before.Y, before.Width, before.Height), (after!.X, after.Y, after.Width, after.Height));
    }

    [Fact]
    public async Task Undo_AfterAReloadAndInAnotherTab_IsStillOffered()
    {
        await using var nora = await SignInAsync((await server.NewCoupleAsync()).A);
        var other = await nora.Profile.NewPageAsync();
        await other.GotoAsync("/chat");
        await other.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        await nora.WriteAsync("not so");
        await nora.SeesStatusAsync("not so", "sent");
        await Assertions.Expect(other.GetByTestId("undo")).ToHaveCountAsync(1);

        await nora.ReloadAsync();
        await nora.UndoOf("not so").ClickAsync();

        await Assertions.Expect(other.GetByTestId("message-bubble")).ToHaveCountAsync(0);
        await Assertions.Expect(nora.Box).ToHaveValueAsync("not so");
    }

    [Fact]
    public async Task Undo_NeverLeftTheOutbox_IsNeverSent()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(through, couple.A);
        await using var sami = await SignInAsync(couple.B);
        line.Cut();
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();
        await nora.WriteAsync("first");
        await nora.WriteAsync("not so");

        await nora.UndoOf("not so").ClickAsync();
        Assert.Equal(["first"], await nora.OutboxAsync());
        line.Heal();

        await sami.SeesAsync("first");
        await nora.SeesStatusAsync("first", "delivered");
        Assert.Equal(["first"], await sami.TextsAsync());
        await Assertions.Expect(nora.Box).ToHaveValueAsync("not so");
    }

    [Fact]
    public async Task Undo_HandedOverWithoutAnAnswer_IsTakenBackWhenTheLineIsThere()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(through, couple.A);
        await using var sami = await SignInAsync(couple.B);
        line.Blackhole();
        await nora.WriteAsync("not so");
        await nora.SeesStatusAsync("not so", "sending");
        await Eventually.HoldsAsync(async () => await nora.Page.EvaluateAsync<bool>(
            "Object.keys(localStorage).some(k => k.startsWith('pc:outbox:') && localStorage[k].includes('handed'))"), TestContext.Current.CancellationToken);

        await nora.UndoOf("not so").ClickAsync();
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(0);
        line.Heal();
        await nora.ReloadAsync();
        await nora.Box.FillAsync("");
        await nora.WriteAsync("after it");

        await sami.SeesAsync("after it");
        await Eventually.HoldsAsync(async () => (await nora.OutboxAsync()).Length == 0, TestContext.Current.CancellationToken);
        Assert.Equal(["after it"], await sami.TextsAsync());
        Assert.Equal(["after it"], await nora.TextsAsync());
    }

    [Fact]
    public async Task Undo_StoredAndTheLineIsCutSince_GoesWhenItIsBack()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await OverAsync(through, couple.A);
        await using var sami = await SignInAsync(couple.B);
        await nora.WriteAsync("not so");
        await sami.SeesAsync("not so");
        line.Cut();
        await Assertions.Expect(nora.Banner).ToBeVisibleAsync();

        await nora.UndoOf("not so").ClickAsync();
        await Assertions.Expect(nora.Under()).ToContainTextAsync("as soon as there is a connection");
        await Assertions.Expect(nora.BubbleOf("not so")).ToBeHiddenAsync();
        line.Heal();

        await Assertions.Expect(sami.BubbleOf("not so")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Assertions.Expect(nora.Box).ToHaveValueAsync("not so");
    }

    private Task<Partner> SignInAsync(TestAccount account) => Partner.SignInAsync(chromium, server.BaseUrl, account);

    private async Task<Partner> OverAsync(string address, TestAccount account)
    {
        var partner = await Partner.SignInAsync(chromium, address, account);
        partner.MayComplain = true;
        return partner;
    }
}
