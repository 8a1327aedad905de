using System.Diagnostics;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Fast fingers on a slow line: 40 keys a second, everything 300 ms under way in each direction.</summary>
public sealed class LatencyTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const string Text =
        "The quinces are on the sill, three kilos of them, and the whole flat smells like your grandmother's hallway. I kept the two ugly ones for you, " +
        "because nobody else sees what they are. Bring bread, and the grey scarf: it was in the piano.";

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300), BetweenKeys = TimeSpan.FromMilliseconds(25);

    [Fact]
    public async Task LettersLostAtLatency_FortyKeysASecondWhileMessagesArrive_None()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, through, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        line.Delay = Latency;

        var typing = TypeAsync(nora);
        for (var i = 0; !typing.IsCompleted; i++)
        {
            await sami.WriteAsync($"meanwhile {i}");
            await nora.SeesAsync($"meanwhile {i}");
        }

        await typing;
        await Assertions.Expect(nora.Box).ToHaveValueAsync(Text);
        await nora.Box.PressAsync("Enter");
        await sami.SeesAsync(Text);
        await nora.SeesStatusAsync(Text, "delivered");
    }

    [Fact]
    public async Task LettersLostAtLatency_FortyKeysASecondWhileTheCircuitTakesOver_None()
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        await using var nora = await Partner.SignInAsync(chromium, through, (await server.NewCoupleAsync()).A);
        line.Delay = Latency;
        await nora.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await nora.Box.FocusAsync();

        await TypeAsync(nora);
        await nora.WaitUntilInteractiveAsync();

        await Assertions.Expect(nora.Box).ToHaveValueAsync(Text);
    }

    // Without waiting for the browser to have taken the one before, as fingers do not.
    private static async Task TypeAsync(Partner partner)
    {
        var keyboard = await partner.Profile.NewCDPSessionAsync(partner.Page);
        await partner.Box.FocusAsync();
        var start = Stopwatch.GetTimestamp();
        var keys = new List<Task>();
        for (var i = 0; i < Text.Length; i++)
        {
            if ((BetweenKeys * i) - Stopwatch.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero) await Task.Delay(rest);
            var key = Text[i].ToString();
            keys.Add(keyboard.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key, ["text"] = key }));
            keys.Add(keyboard.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key }));
        }

        await Task.WhenAll(keys);
    }
}
