using Bunit;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Chat.Rendering;

public sealed class MessageTextTests : PageContext
{
    [Theory]
    [InlineData("**bold** and __so__", "<strong>bold</strong> and <strong>so</strong>")]
    [InlineData("*leaning* and _so_", "<em>leaning</em> and <em>so</em>")]
    [InlineData("***both***, **URL**s", "<em><strong>both</strong></em>, <strong>URL</strong>s")]
    [InlineData("**over\n  two** lines", "<strong>over\n  two</strong> lines")]
    [InlineData("这是**重点**内容", "这是<strong>重点</strong>内容")]
    [InlineData("the code is `4471#`, ``a`b``, `` `x` ``", "the code is <code>4471#</code>, <code>a`b</code>, <code>`x`</code>")]
    [InlineData("`**not bold**`", "<code>**not bold**</code>")]
    [InlineData("```\nif (a)\n\n    b &amp; <c>\n```", "<pre><code>if (a)\n\n    b &amp;amp; &lt;c&gt;</code></pre>")]
    [InlineData("look:\n```js\n- 1\n> 2\n```\nsee?", "<p>look:</p><pre><span>js\n</span><code>- 1\n&gt; 2</code></pre><p>see?</p>")]
    [InlineData("> Ring **twice**\n> Teta is out", "<blockquote>Ring <strong>twice</strong>\nTeta is out</blockquote>")]
    [InlineData("> a question\nmy answer", "<blockquote>a question</blockquote><p>my answer</p>")]
    [InlineData("> > first\n> second\n\nthird", "<blockquote><blockquote>first</blockquote><p>second</p></blockquote><p>third</p>")]
    [InlineData("> ```\n> a\n>  b\n> ```", "<blockquote><pre><code>a\n b</code></pre></blockquote>")]
    [InlineData("Buy\n- oil\n- *any* cable\n  long\nthanks", "<p>Buy</p><ul><li>oil</li><li><em>any</em> cable\nlong</li></ul><p>thanks</p>")]
    [InlineData("* a\n  * b\n* c", "<ul><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ul>")]
    [InlineData("1. eggs\n2. milk\n7. bread", "<ol><li value=\"1\">eggs</li><li value=\"2\">milk</li><li value=\"7\">bread</li></ol>")]
    [InlineData("  **a**  b\n\n\n   c ", "  <strong>a</strong>  b\n\n\n   c ")]
    [InlineData("> Nora wrote\n> > twice\n>\n> once\n\n\nyes **of course**", "<blockquote><p>Nora wrote</p><blockquote>twice</blockquote><p>once</p></blockquote><p>yes <strong>of course</strong></p>")]
    [InlineData("**a**\n\n---\n\nb", "<strong>a</strong>\n\n---\n\nb")]
    [InlineData("a\r\n**b**\r\nc", "a\n<strong>b</strong>\nc")]
    public void Render_Subset_MakesElements(string content, string expected)
    {
        Assert.Equal(expected, TextOf(content).InnerHtml.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("2 * 3 * 4")]
    [InlineData("2*3*4 and 2**3**4 and 5*3 = 3*5")]
    [InlineData("a_b_c, __init__.py, snake_case_name")]
    [InlineData("it says 1. first, 2. second")]
    [InlineData("18. November")]
    [InlineData("1986. A great year")]
    [InlineData("007. Bond")]
    [InlineData("1) first\n2) second")]
    [InlineData("#tag")]
    [InlineData("# no heading")]
    [InlineData("-5")]
    [InlineData("-")]
    [InlineData("*")]
    [InlineData("- - -")]
    [InlineData("***")]
    [InlineData("one\n---\ntwo\n===")]
    [InlineData("+ 2 = 4")]
    [InlineData(":) :* <3 >:( >_< ^_^ and ^_^ -_- (*_*) *_* T_T")]
    [InlineData(">")]
    [InlineData(">>> ")]
    [InlineData("¯\\_(ツ)_/¯")]
    [InlineData("\\*not leaning\\* C:\\_a_\\")]
    [InlineData("don`t and can`t")]
    [InlineData("f*ck*ng")]
    [InlineData("    four spaces\n\ttab\n\n\n   end")]
    [InlineData("&amp; &lt; &#42; &copy;")]
    [InlineData("~~no~~ | a | b |\n|---|---|\n| 1 | 2 |")]
    [InlineData("[a]: https_no\n[a]")]
    [InlineData("[label]: /target \"title\"\n\n[label]")]
    [InlineData("[a] (b) [c]() [](d) [x](y)")]
    [InlineData("![alt](picture.png)")]
    [InlineData("```never closed\nat all")]
    [InlineData("```\n```")]
    [InlineData("```what is this\nno code\n```")]
    [InlineData("`")]
    [InlineData("````")]
    [InlineData("<b>bold</b> <!-- x --> <https_no>")]
    public void Render_AllElse_IsTheCharactersThatWereTyped(string content)
    {
        var text = TextOf(content);

        Assert.Equal(content, text.TextContent);
        Assert.Empty(text.Children);
    }

    [Fact]
    public void Render_AReceipt_KeepsTheText()
    {
        var message = Talk.Message(1, PartnerChat.Data.Relationships.PartnerSide.A, content: "**bold**");
        var bubble = this.Bubble(message);

        bubble.Render(p => p.Add(b => b.Row, Bubbles.Row(message.Read())));

        Assert.Equal("<strong>bold</strong>", Bubbles.TextIn(bubble).InnerHtml);
    }

    [Fact]
    public void Render_Deleted_ShowsNothingOfTheText()
    {
        Assert.Equal("Message deleted", Bubbles.TextIn(this.Bubble(Talk.Message(1, content: "**bold**").Deleted())).InnerHtml);
    }

    private AngleSharp.Dom.IElement TextOf(string content) => Bubbles.TextIn(this.Bubble(Talk.Message(1, content: content)));
}
