using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Somebody writes faster than the server takes it.</summary>
public sealed class FastWriterTests(PostgresFixture postgres, ChromiumFixture chromium)
{
    [Fact]
    public async Task QueuedMessagesOutOfOrder_FasterThanTheLimit_GoOutByThemselvesInOrder()
    {
        await using var server = new ChatServer(postgres)
        {
            Limits = { [nameof(LimitOptions.MessageBurst)] = 5, [nameof(LimitOptions.MessagesPerSecond)] = 20 },
        };
        await server.InitializeAsync();
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        string[] texts = [.. Enumerable.Range(1, 30).Select(i => $"message {i}")];
        await nora.Page.EvaluateAsync(
            """
            window.seen = new Set();
            const look = () => {
              if (document.querySelector('[data-testid=message-bubble][data-status=failed]')) seen.add('failed');
              if (document.querySelector('connection-banner:not([hidden])')) seen.add('banner');
              requestAnimationFrame(look);
            };
            look();
            """);

        await nora.Box.EvaluateAsync(
            """
            (box, texts) => {
              for (const text of texts) {
                box.value = text;
                box.dispatchEvent(new Event('input', { bubbles: true }));
                box.form.requestSubmit();
              }
            }
            """, texts);

        await sami.SeesAsync("message 30");
        await nora.SeesStatusAsync("message 30", "delivered");
        Assert.Equal(texts, await nora.TextsAsync());
        Assert.Equal(texts, await sami.TextsAsync());
        Assert.Empty(await nora.Page.EvaluateAsync<string[]>("[...seen]"));
    }
}
