using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>What somebody writes to harm the other, in the other's browser: text, name, quote, announcement and title are words and nothing else.</summary>
public sealed class StoredTricksTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const string Name = "<img src=x onerror=hurt=1>";

    private static readonly string[] Tricks =
    [
        "<script>window.hurt = 1</script>",
        "<img src=x onerror=\"window.hurt=1\">",
        "\"><svg/onload=window.hurt=1>",
        "</div></li></ol><iframe srcdoc='<script>top.hurt=1</script>'></iframe>",
        "[press](javascript:window.hurt=1)",
        "[press](JaVaScRiPt&colon;window.hurt=1) [press](data:text/html,<script>top.hurt=1</script>)",
        "javascript:window.hurt=1 and vbscript:x and file:///etc/passwd",
        "<a href=javascript:window.hurt=1>press</a>",
        "[https://bank.example](https://thief.example)",
        "https://bank.example@thief.example/ https://bank.example\u202Egpj.exe",
        "`<img src=x onerror=window.hurt=1>` **<b onmouseover=window.hurt=1>x</b>**",
        "{{constructor.constructor('window.hurt=1')()}} ${window.hurt=1} @(window.hurt=1)",
    ];

    [Fact]
    public async Task StoredXssAndLinkTricks_InTheOthersBrowser_AreWordsAndNothingElse()
    {
        var couple = await server.NewCoupleAsync(a: Name);
        var said = await Conversation.OfAsync(server, couple);
        Guid? last = null;
        foreach (var trick in Tricks) last = await said.SayAsync(couple.A.Id, trick, last);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);

        // Once more while the page is open, through what a circuit renders and what scripts put in.
        foreach (var trick in Tricks) last = await said.SayAsync(couple.A.Id, trick, last);
        await Assertions.Expect(sami.Bubbles).ToHaveCountAsync(2 * Tricks.Length);
        await sami.StirAsync();
        await Assertions.Expect(sami.Page).ToHaveTitleAsync(new Regex(Regex.Escape(Name)));

        Assert.True(await sami.Page.EvaluateAsync<bool>("window.hurt === undefined"));
        Assert.Equal(0, await sami.Page.Locator(".chat :is(img, iframe, object, embed), .text :is(script, svg, style, link, b), [action^=javascript]").CountAsync());
        Assert.Empty(await sami.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.chat *')].flatMap(e => [...e.attributes]).filter(a => /^on/.test(a.name)).map(a => a.name)"));
        var links = await sami.Page.Locator(".text a").EvaluateAllAsync<string[]>("links => links.map(a => `${a.protocol} ${a.host} ${a.rel} ${a.textContent}`)");
        Assert.All(links, link => Assert.Matches("^https: .*noopener.*noreferrer", link));
        // Who reads "bank" comes to the bank.
        Assert.All(links, link => Assert.Equal(link.Contains("bank.example", StringComparison.Ordinal), link.StartsWith("https: bank.example", StringComparison.Ordinal)));
    }
}
