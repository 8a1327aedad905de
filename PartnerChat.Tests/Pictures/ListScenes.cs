using Microsoft.Playwright;
using PartnerChat.Tests.EndToEnd;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Pictures;

/// <summary>The list as a whole, and what stands between messages.</summary>
internal static class ListScenes
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<IPage> DemoAsync(Stage stage)
    {
        var visitor = await stage.ArriveAsync();
        await visitor.Page.GetByTestId("demo-partner-a").ClickAsync();
        await visitor.WaitUntilInteractiveAsync();
        return visitor.Page;
    }

    public static async Task<IPage> EmptyAsync(Stage stage) => (await stage.OpenAsync()).Page;

    public static async Task<IPage> EmptyTogetherAsync(Stage stage)
    {
        var nora = await stage.OpenAsync();
        await stage.JoinAsync();
        await Assertions.Expect(nora.Page.Locator(".mark.away")).ToHaveCountAsync(0);
        return nora.Page;
    }

    public static async Task<IPage> OneAsync(Stage stage) => (await stage.OpenAsync(Line.Theirs("So this is it?"))).Page;

    public static async Task<IPage> ThousandAsync(Stage stage)
    {
        await FillAsync(stage, 1_000);
        return (await stage.OpenAgainAsync()).Page;
    }

    public static async Task<IPage> DaysAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(
            Line.Theirs("The market still has quinces", 20), Line.Own("How many can you carry?", 20), Line.Theirs("Eleven kilos, last year", 20), Line.Own("Never again", 20),
            Line.Own("The parcel is at the neighbours’", 1), Line.Theirs("The one with the dog?", 1), Line.Own("The one with the other dog", 1), Line.Theirs("I have it"), Line.Own("And the dog?"));
        // It stays a second longer than one scrolls.
        await nora.List.EvaluateAsync("list => { let up = 0; setInterval(() => { list.scrollTop = 320 + (up = 1 - up); }, 100); }");
        await Assertions.Expect(nora.Page.Locator(".day-float[data-shown]")).ToBeVisibleAsync();
        return nora.Page;
    }

    public static async Task<IPage> UnreadAsync(Stage stage)
    {
        await stage.TellAsync(
            [Line.Own("I put the soup on"), Line.Theirs("On the train now"), Line.Theirs("It is full of children with recorders"), Line.Theirs("They know one song")], unread: 3);
        return (await stage.OpenAgainAsync()).Page;
    }

    public static async Task<IPage> PillAsync(Stage stage)
    {
        await FillAsync(stage, 200);
        var nora = await stage.OpenAgainAsync();
        await nora.List.EvaluateAsync("list => { list.scrollTop = 900; }");
        foreach (var news in new[] { "The train is late", "Half an hour, they say", "Start without me" }) await stage.SayAsync(stage.Sami, news);
        await Assertions.Expect(nora.Page.GetByTestId("new-messages-pill")).ToContainTextAsync("3");
        return nora.Page;
    }

    public static async Task<IPage> OlderFailedAsync(Stage stage)
    {
        await FillAsync(stage, 200);
        var nora = await stage.OpenAgainAsync();
        stage.CutDatabase();
        await nora.List.EvaluateAsync("list => { list.scrollTop = 0; }");
        await Assertions.Expect(nora.Page.GetByTestId("load-older-error")).ToBeVisibleAsync();
        await nora.List.EvaluateAsync("list => { list.scrollTop = 0; }");
        return nora.Page;
    }

    public static async Task<IPage> LoadingAsync(Stage stage)
    {
        await FillAsync(stage, 200);
        var nora = await stage.OpenAgainAsync();
        stage.Line.Blackhole();
        await nora.List.EvaluateAsync("list => { list.scrollTop = 0; }");
        await Assertions.Expect(nora.Page.Locator(".edge")).ToBeInViewportAsync();
        return nora.Page;
    }

    public static async Task<IPage> WritingAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Own("What did the doctor say?"));
        var sami = await stage.JoinAsync();
        await sami.Box.PressSequentiallyAsync("That");
        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToBeVisibleAsync();
        return nora.Page;
    }

    public static async Task<IPage> NoticeAsync(Stage stage)
    {
        await stage.TellAsync([Line.Own("Home by eight"), Line.Theirs("Good")]);
        Assert.Null((await stage.Server.Get<SettingsService>().ChangeAsync(stage.Sami, new(ReadReceipts: false), Ct)).Error);
        return (await stage.OpenAgainAsync()).Page;
    }

    private static async Task FillAsync(Stage stage, int count)
    {
        await stage.TellAsync([]);
        await LongHistory.FillAsync(stage.Server, stage.Couple, count);
    }
}
