using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Pictures;

/// <summary>A message on its way, and what it looks like there.</summary>
internal static class MessageScenes
{
    private const string Train = "Shall I book the early train?";

    public static async Task<IPage> SendingAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Theirs("Have you looked at the timetable?"));
        stage.Line.Blackhole();
        await nora.WriteAsync(Train);
        await nora.SeesStatusAsync(Train, "sending");
        return nora.Page;
    }

    public static async Task<IPage> SentAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Theirs("Have you looked at the timetable?"));
        await nora.WriteAsync(Train);
        await nora.SeesStatusAsync(Train, "sent");
        return nora.Page;
    }

    public static async Task<IPage> DeliveredAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Theirs("Have you looked at the timetable?"));
        await stage.JoinAsync();
        await nora.WriteAsync(Train);
        await nora.SeesStatusAsync(Train, "delivered");
        return nora.Page;
    }

    public static async Task<IPage> ReadAsync(Stage stage) => (await stage.OpenAsync(
        Line.Theirs("Have you looked at the timetable?"), Line.Own("At 6:12, and then one at 8:40"), Line.Own(Train), Line.Theirs("The early one"), Line.Own("Two seats by the window then"))).Page;

    public static async Task<IPage> WaitingAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Theirs("Have you looked at the timetable?"));
        await nora.Profile.SetOfflineAsync(true);
        await nora.WriteAsync(Train);
        await nora.WriteAsync("It leaves at 6:12");
        await Assertions.Expect(nora.Page.Locator(".why.calm")).ToBeVisibleAsync();
        return nora.Page;
    }

    public static async Task<IPage> FailedAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Theirs("Have you looked at the timetable?"));
        await nora.Page.EvaluateAsync(
            """
            words => localStorage.setItem(`pc:outbox:${document.querySelector('[data-account]').dataset.account}`,
              JSON.stringify(words.map(([content, error], i) => ({ id: crypto.randomUUID(), content, at: Date.now() + i, error }))))
            """,
            new[] { new[] { Train, "ended" }, ["The middle one", "not_found"] });
        await nora.ReloadAsync();
        await Assertions.Expect(nora.Page.Locator(".why")).ToHaveCountAsync(2);
        return nora.Page;
    }

    public static async Task<IPage> GroupsAsync(Stage stage) => (await stage.OpenAsync(
        Line.Theirs("Are you up?"), Line.Own("Since five"), Line.Theirs("The cat is on the roof again"), Line.Theirs("Not in distress"), Line.Theirs("More like surveying"),
        Line.Own("Leave the kitchen window open"), Line.Own("And the light on"), Line.Own("She knows the way"))).Page;

    public static async Task<IPage> DirectionsAsync(Stage stage) => (await stage.OpenAsync(
        Line.Theirs("تيتا بتسلّم عليكِ كتير، وبتقول إنو الكعك جاهز"), Line.Own("Tell her شكراً from me"), Line.Theirs("שבת שלום"), Line.Own("明天见"))).Page;

    public static async Task<IPage> EmojiAsync(Stage stage) => (await stage.OpenAsync(
        Line.Theirs("We have the flat"), Line.Own("🎉"), Line.Theirs("👩‍👩‍👧 🏠 🫖"), Line.Own("❤️❤️"), Line.Own("Four are words again: 🍋🍐🍋🍐"))).Page;

    public static async Task<IPage> MarksAsync(Stage stage)
    {
        await Everything.TellMarksAsync(stage);
        return (await stage.OpenAgainAsync()).Page;
    }

    public static async Task<IPage> QuoteAsync(Stage stage)
    {
        await stage.TellAsync([Line.Theirs("There are three left in the jar"), Line.Own("Quinces or pears? One cannot tell them apart any more, and the labels fell off when you washed the jars in October, all of them")]);
        await stage.AnswerAsync(stage.Nora, "There are three left in the jar", "Then I take the middle one");
        await stage.AnswerAsync(stage.Sami, "Quinces or pears? One cannot tell them apart any more, and the labels fell off when you washed the jars in October, all of them", "Pears");
        return (await stage.OpenAgainAsync()).Page;
    }

    public static async Task<IPage> LongWordsAsync(Stage stage) => (await stage.OpenAsync(
        Line.Theirs("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
        Line.Own("https://example.org/rooms/with/a/view?from=2026-11-04&to=2026-11-09&guests=2&pets=one-cat-on-the-roof"),
        Line.Theirs(new string('o', 120)), Line.Own("So"))).Page;

    public static async Task<IPage> MarkdownAsync(Stage stage) => (await stage.OpenAsync(
        Line.Theirs("**For Saturday**\n- bread, the *dark* one\n- six quinces\n- `oil`, the good one"),
        Line.Own("> the good one\nThe green bottle. And:\n```\n500 g quinces\n350 g sugar\n```"),
        Line.Theirs("1. wash\n2. peel\n3. call your mother"))).Page;

    public static async Task<IPage> LongAsync(Stage stage)
    {
        var nora = await stage.OpenAsync(Line.Theirs(string.Join("\n", Enumerable.Range(1, 40).Select(i => $"{i}. of the forty things that your sister wants at the wedding"))));
        await nora.Page.Locator(".more").ScrollIntoViewIfNeededAsync();
        return nora.Page;
    }
}
