using Microsoft.Playwright;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Somebody sends and closes the tab in the same moment, again and again.</summary>
public sealed class EnterAndCloseTests(ChatServer server, ChromiumFixture chromium, ITestOutputHelper output) : IClassFixture<ChatServer>
{
    private const int Seed = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterThenCloseTheTab_AfterUpTo200Milliseconds_IsStoredOnceOrComesBack()
    {
        var random = new Random(Seed);
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var slow);
        await using var nora = await Partner.SignInAsync(chromium, slow, (await server.NewCoupleAsync()).A);
        // No other tab is there to send for the one that closes.
        await nora.Page.GotoAsync("about:blank");
        var attempts = new List<Attempt>();

        for (var i = 0; i < Campaign.Count(500); i++)
        {
            var page = await OpenAsync(nora);
            var draft = await DraftAsync(page);
            if (draft.Length > 0) attempts[^1] = attempts[^1] with { IsDraft = draft == attempts[^1].Text };
            // Near, or far enough that some are stored and their answer never comes.
            line.Delay = TimeSpan.FromMilliseconds(i % 2 * random.Next(0, 100));
            attempts.Add(await EnterAsync(page, $"message {i} of seed {Seed}", random.Next(0, 201)));
            await page.CloseAsync();
            line.Delay = TimeSpan.Zero;
        }

        var last = await OpenAsync(nora);
        attempts[^1] = attempts[^1] with { IsDraft = await DraftAsync(last) == attempts[^1].Text };
        await Eventually.HoldsAsync(async () => await last.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('pc:outbox')).length") == 0, Ct);
        var stored = await StoredAsync();
        output.WriteLine(string.Join(", ", attempts.GroupBy(a => a.Shown).Select(g => $"{g.Count()} shown as '{g.Key}'")) + $", {attempts.Count(a => a.IsDraft)} back as draft");
        Assert.DoesNotContain(attempts, a => stored.GetValueOrDefault(a.Text) != (a.IsDraft && a.Shown is "" ? 0 : 1));
        Assert.Equal(attempts.Count(a => !a.IsDraft), stored.Values.Sum());
    }

    private static async Task<IPage> OpenAsync(Partner partner)
    {
        var page = await partner.Profile.NewPageAsync();
        await page.GotoAsync("/chat");
        await page.Locator("[data-testid=message-list][data-interactive=true]").WaitForAsync();
        return page;
    }

    private static Task<string> DraftAsync(IPage page) => page.GetByTestId("message-input").InputValueAsync();

    // What the page shows of it in the last moment that it has.
    private static async Task<Attempt> EnterAsync(IPage page, string text, int after)
    {
        var box = page.GetByTestId("message-input");
        await box.FillAsync(text);
        await page.EvaluateAsync(
            """
            ([text, after]) => {
              const shown = () => [...document.querySelectorAll('[data-testid=message-bubble]')]
                .filter(b => b.querySelector('[data-testid=message-text]').textContent === text).map(b => b.dataset.status).join(' and ');
              window.shown = new Promise(done => addEventListener('keydown', () => setTimeout(() => done(shown()), after), { capture: true, once: true }));
            }
            """, new object[] { text, after });
        await box.PressAsync("Enter");
        return new Attempt(text, await page.EvaluateAsync<string>("window.shown"), IsDraft: false);
    }

    private async Task<Dictionary<string, long>> StoredAsync()
    {
        await using var command = server.Get<ChatDataSources>().Readers.CreateCommand(
            $"SELECT content, count(*) FROM partner_messages WHERE content LIKE 'message % of seed {Seed}' GROUP BY content");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var stored = new Dictionary<string, long>();
        while (await reader.ReadAsync(Ct)) stored[reader.GetString(0)] = reader.GetInt64(1);
        return stored;
    }

    private sealed record Attempt(string Text, string Shown, bool IsDraft);
}
