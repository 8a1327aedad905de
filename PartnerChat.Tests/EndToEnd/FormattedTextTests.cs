using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>What is typed with marks is shown formatted to both, and nothing of it is asked for from anywhere (closing a partner asserts that).</summary>
public sealed class FormattedTextTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private static readonly (string Typed, string Shown)[] Messages =
    [
        ("**For the weekend**\n- oil, if there is *any* left\n- the long cable\n\nThe gate code is `4471#`\n> Ring twice",
            "<p><strong>For the weekend</strong></p><ul><li>oil, if there is <em>any</em> left</li><li>the long cable</li></ul><p>The gate code is <code>4471#</code></p><blockquote>Ring twice</blockquote>"),
        ("look at https://example.org/plan, and [here](https://example.org/there)",
            "look at <a href=\"https://example.org/plan\" target=\"_blank\" rel=\"noopener noreferrer\">https://example.org/plan</a>, and <a href=\"https://example.org/there\" target=\"_blank\" rel=\"noopener noreferrer\">here</a>"),
        ("```\nfor (;;) { }\n```", "<pre><code>for (;;) { }</code></pre>"),
        ("![x](https://example.net/pixel.png) <img src=https://example.net/p.png onerror=alert(1)> [x](javascript:alert(1))",
            "![x](<a href=\"https://example.net/pixel.png\" target=\"_blank\" rel=\"noopener noreferrer\">https://example.net/pixel.png</a>) &lt;img src=<a href=\"https://example.net/p.png\" target=\"_blank\" rel=\"noopener noreferrer\">https://example.net/p.png</a> onerror=alert(1)&gt; [x](javascript:alert(1))"),
        ("2 * 3 * 4\n\n   a_b_c  #tag", "2 * 3 * 4\n\n   a_b_c  #tag"),
    ];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Send_TextWithMarks_IsShownFormattedToBothAndReadable(ColorScheme scheme, int width)
    {
        var couple = await server.NewCoupleAsync();
        void Look(BrowserNewContextOptions o) => (o.ColorScheme, o.ViewportSize) = (scheme, new() { Width = width, Height = 740 });
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, Look);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B, Look);

        foreach (var (typed, _) in Messages) await nora.WriteAsync(typed);

        foreach (var partner in new[] { nora, sami })
        {
            await Assertions.Expect(partner.Page.Locator("li[data-seq] [data-testid=message-text]")).ToHaveCountAsync(Messages.Length);
            Assert.Equal(Messages.Select(m => m.Shown), await HtmlAsync(partner));
            Assert.Empty((await partner.Page.RunAxe()).Violations.Select(v => $"{v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
            Assert.Equal(0, await partner.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        }
    }

    [Theory]
    [InlineData("Picking up bread\n\n  on the way ")]
    [InlineData("**soon**, in *bold*")]
    [InlineData("😀")]
    public async Task Bubble_FromItsWayToStored_KeepsItsHeight(string text)
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);
        await nora.Box.FillAsync(text);

        var heights = await nora.Page.EvaluateAsync<double[]>(
            """
            () => new Promise(done => {
              const box = document.querySelector('textarea'), heights = [];
              const look = () => {
                const bubble = document.querySelector('[data-testid=message-bubble]');
                heights.push(bubble.querySelector('.bubble').offsetHeight);
                if (bubble.dataset.seq) done([heights[0], heights.at(-1)]);
                else requestAnimationFrame(look);
              };
              box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
              look();
            })
            """);

        Assert.Equal(heights[0], heights[1]);
    }

    [Fact]
    public async Task Text_OfTwoDirections_EachLineHasItsOwn()
    {
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, (await server.NewCoupleAsync()).A);

        await nora.WriteAsync("hello\n- صباح الخير\n- good morning\n> صباح الخير\n\n```\nصباح\n```");

        await Assertions.Expect(nora.Page.Locator("li[data-seq] pre")).ToHaveCountAsync(1);
        var unisolated = await nora.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.text, .text :is(p, li, blockquote, pre)')].filter(e => getComputedStyle(e).unicodeBidi !== 'plaintext').map(e => e.localName)");
        Assert.Empty(unisolated);
        Assert.Equal("auto", await nora.Page.Locator("li[data-seq] .text").GetAttributeAsync("dir"));
    }

    private static Task<string[]> HtmlAsync(Partner partner) => partner.Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('li[data-seq] [data-testid=message-text]')].map(text => text.innerHTML.replaceAll(/<!--.*?-->/g, ''))");
}
