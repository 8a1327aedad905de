using Bunit;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Chat.Rendering;

public sealed class LinkTests : PageContext
{
    [Theory]
    [InlineData("https://example.org", "https://example.org", "https://example.org/")]
    [InlineData("see HTTP://Example.ORG/a?b=c&d#e.", "HTTP://Example.ORG/a?b=c&d#e", "http://example.org/a?b=c&d#e")]
    [InlineData("(https://en.example.org/wiki/Pear_(fruit))", "https://en.example.org/wiki/Pear_(fruit)", "https://en.example.org/wiki/Pear_(fruit)")]
    [InlineData("**https://example.org/*a*/b_c_d**,", "https://example.org/*a*/b_c_d", "https://example.org/*a*/b_c_d")]
    [InlineData("<https://example.org/x>", "https://example.org/x", "https://example.org/x")]
    [InlineData("\"https://example.org/x\"!?…", "https://example.org/x", "https://example.org/x")]
    [InlineData("- https://example.org:8443/ü?ö", "https://example.org:8443/ü?ö", "https://example.org:8443/%C3%BC?%C3%B6")]
    [InlineData("看https://example.org/a。好", null, null)]
    [InlineData("看 https://example.org/a。好", "https://example.org/a", "https://example.org/a")]
    [InlineData("https://münchen.example/", "https://münchen.example/", "https://xn--mnchen-3ya.example/")]
    [InlineData("https://ex\u0430mple.org/", "https://ex\u0430mple.org/", "https://xn--exmple-4nf.org/")]
    [InlineData("http://localhost:5000/chat", "http://localhost:5000/chat", "http://localhost:5000/chat")]
    [InlineData("http://[::1]:8080/", "http://[::1]:8080/", "http://[::1]:8080/")]
    [InlineData("https://good.example/\u202Egpj.exe", "https://good.example/", "https://good.example/")]
    [InlineData("![alt](https://example.org/p.png)", "https://example.org/p.png", "https://example.org/p.png")]
    [InlineData("https://example.org/@nora", "https://example.org/@nora", "https://example.org/@nora")]
    public void Render_TypedAddress_LeadsWhereItSays(string content, string? shown, string? href)
    {
        var text = Bubbles.TextIn(this.Bubble(Talk.Message(1, content: content)));

        var link = text.QuerySelector("a");

        Assert.Equal((shown, href), (link?.TextContent, link?.GetAttribute("href")));
        Assert.Empty(Bubbles.Strangers(text));
    }

    [Theory]
    [InlineData("[the plan](https://example.org/plan)", "the plan", "https://example.org/plan")]
    [InlineData("**[the *plan*](http://example.org)**", "the plan", "http://example.org/")]
    [InlineData("[example.org/a](https://example.org/b)", "example.org/a", "https://example.org/b")]
    [InlineData("[https://example.org](https://example.org/b)", "https://example.org", "https://example.org/b")]
    [InlineData("[👩‍❤️‍👨](https://example.org)", "👩‍❤️‍👨", "https://example.org/")]
    public void Render_LinkWithWords_ShowsTheWords(string content, string shown, string href)
    {
        var text = Bubbles.TextIn(this.Bubble(Talk.Message(1, content: content)));

        Assert.Equal((shown, href), (text.TextContent, text.QuerySelector("a")!.GetAttribute("href")));
        Assert.Empty(Bubbles.Strangers(text));
    }

    // Words that look like another address, or that nobody can see, hide where a link leads: then all of it is shown as it was typed.
    [Theory]
    [InlineData("[bank.example](https://evil.example/)")]
    [InlineData("[https://bank.example](https://evil.example/)")]
    [InlineData("[**bank.e**xample](https://evil.example/)")]
    [InlineData("[bank\uFF0Eexample](https://evil.example/)")]
    [InlineData("[bank\u3002example](https://evil.example/)")]
    [InlineData("[elpmaxe\u202E.knab](https://evil.example/)")]
    [InlineData("[b\u200Bank](https://evil.example/)")]
    [InlineData("[nora@bank](https://evil.example/)")]
    [InlineData("[\u3164](https://evil.example/)")]
    [InlineData("[.](https://evil.example/)")]
    [InlineData("[www.bank](https://evil.example/)")]
    public void Render_LinkWithDishonestWords_IsShownAsTyped(string content)
    {
        var text = Bubbles.TextIn(this.Bubble(Talk.Message(1, content: content)));

        Assert.Equal(content.Replace("**", "", StringComparison.Ordinal), text.TextContent.Replace("**", "", StringComparison.Ordinal));
        Assert.Equal(["https://evil.example/"], text.QuerySelectorAll("a").Select(a => a.TextContent));
        Assert.Empty(Bubbles.Strangers(text));
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:x) [x](file:///etc/passwd) [x](//evil.example) [x](/account/logout) [x](mailto:a@example.org)")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](https&#58;//evil.example)")]
    [InlineData("javascript:alert(1) data:text/html;base64,x")]
    [InlineData("https://bank.example@evil.example/")]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("https://bank.example\\@evil.example/")]
    [InlineData("https://bank.example\uFF20evil.example/")]
    [InlineData("[x](https://bank.example@evil.example/)")]
    [InlineData("https:// http://. https://? https://... http:///x https://%00/ https://[/")]
    [InlineData("xhttps://example.org ftp://example.org hxxp://example.org")]
    [InlineData("[x](<javascript:alert(1)>) [x](https://example.org \"title\") <javascript:alert(1)>")]
    public void Render_AddressThatIsNoneOfTheWebs_IsText(string content)
    {
        var text = Bubbles.TextIn(this.Bubble(Talk.Message(1, content: content)));

        Assert.Equal(content, text.TextContent);
        Assert.DoesNotContain(text.QuerySelectorAll("a"), a => a.GetAttribute("href") != "https://example.org/");
    }
}
