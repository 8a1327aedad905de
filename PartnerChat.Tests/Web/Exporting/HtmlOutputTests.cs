using System.IO.Pipelines;
using System.Text;
using PartnerChat.Web.Exporting;

namespace PartnerChat.Tests.Web.Exporting;

public sealed class HtmlOutputTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("a\r\nb", "a&#13;\nb")]
    [InlineData("é 好 😀 \u0085", "é 好 😀 \u0085")]
    [InlineData("", "")]
    public async Task Text_AnyCharacters_BecomesNoMarkup(string text, string written) => Assert.Equal(written, await WriteAsync(html => html.Text(text)));

    [Fact]
    public async Task PassOnAsync_NobodyReads_SaysSo()
    {
        var pipe = new Pipe();
        var html = new HtmlOutput(pipe.Writer);
        await pipe.Reader.CompleteAsync();

        html.Markup("<p>"u8);

        Assert.False(await html.PassOnAsync(Ct, all: true));
    }

    private static async Task<string> WriteAsync(Action<HtmlOutput> write)
    {
        using var stream = new MemoryStream();
        var pipe = PipeWriter.Create(stream);
        write(new HtmlOutput(pipe));
        await pipe.FlushAsync(Ct);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
