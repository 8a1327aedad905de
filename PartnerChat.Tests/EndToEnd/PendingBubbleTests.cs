using Microsoft.Playwright;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>One's own message comes twice: as an event, and as the answer to sending it. In either order, or with one of them lost, it is there once, in every frame.</summary>
public sealed class PendingBubbleTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private readonly string _text = $"Two euros a kilo {Guid.NewGuid():N}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PendingBubbleStaysBesideTheRealOne_TheEventBeforeTheAnswer_IsThereOnceInEveryFrame()
    {
        await using var nora = await OpenAsync();
        var line = await RouteAsync(nora);
        line.Hold(CircuitFrames.Answer);

        await WriteAsync(nora);
        await Assertions.Expect(nora.BubbleOf(_text)).ToHaveAttributeAsync("data-seq", "1");
        await Eventually.HoldsAsync(() => line.Held > 0, Ct);
        line.Release();

        await Eventually.HoldsAsync(async () => await IsSettledAsync(nora), Ct);
        Assert.Equal("1", await CountsAsync(nora));
    }

    [Fact]
    public async Task PendingBubbleStaysBesideTheRealOne_TheAnswerBeforeTheEvent_IsThereOnceInEveryFrame()
    {
        await using var nora = await OpenAsync();
        var line = await RouteAsync(nora);
        line.Hold(CircuitFrames.Rendering);

        await WriteAsync(nora);
        await Eventually.HoldsAsync(async () => await IsSettledAsync(nora), Ct);
        await Eventually.HoldsAsync(() => line.Held > 0, Ct);
        await Assertions.Expect(nora.BubbleOf(_text)).ToHaveCountAsync(1);
        Assert.Null(await nora.BubbleOf(_text).GetAttributeAsync("data-seq"));
        line.Release();

        await Assertions.Expect(nora.BubbleOf(_text)).ToHaveAttributeAsync("data-seq", "1");
        Assert.Equal("1", await CountsAsync(nora));
    }

    [Fact]
    public async Task DuplicateAfterARetry_StoredAndTheLineWentBeforeTheAnswer_IsStoredAndShownOnce()
    {
        await using var nora = await OpenAsync();
        nora.MayComplain = true;
        var line = await RouteAsync(nora);
        line.Hold(CircuitFrames.Answer, CircuitFrames.Rendering);

        await WriteAsync(nora);
        await Eventually.HoldsAsync(async () => await StoredAsync() == 1, Ct);
        Assert.False(await IsSettledAsync(nora));
        await line.CutAsync();

        await nora.SeesStatusAsync(_text, "sent");
        await Eventually.HoldsAsync(async () => await IsSettledAsync(nora), Ct);
        Assert.Equal("1", await CountsAsync(nora));
        Assert.Equal(1, await StoredAsync());
    }

    private async Task<Partner> OpenAsync() => await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);

    private static async Task<CircuitFrames> RouteAsync(Partner nora)
    {
        var line = await CircuitFrames.OfAsync(nora.Page);
        await nora.ReloadAsync();
        return line;
    }

    // Counts the bubbles in every frame from the Enter on.
    private async Task WriteAsync(Partner nora)
    {
        await nora.Box.FillAsync(_text);
        await nora.Page.EvaluateAsync(
            """
            text => {
              window.counts = new Set();
              const look = () => {
                counts.add([...document.querySelectorAll('[data-testid=message-bubble] .text')].filter(b => b.textContent === text).length);
                requestAnimationFrame(look);
              };
              document.querySelector('textarea').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
              requestAnimationFrame(look);
            }
            """, _text);
    }

    private static async Task<bool> IsSettledAsync(Partner nora) => (await nora.OutboxAsync()).Length == 0;

    private static Task<string> CountsAsync(Partner nora) => nora.Page.EvaluateAsync<string>(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done([...counts].join(' ')))))");

    private async Task<long> StoredAsync()
    {
        await using var command = server.Get<ChatDataSources>().Readers.CreateCommand("SELECT count(*) FROM partner_messages WHERE content = $1");
        command.Parameters.AddWithValue(_text);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
