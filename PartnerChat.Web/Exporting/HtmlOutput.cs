using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace PartnerChat.Web.Exporting;

/// <summary>
/// Writes HTML to a reader that may be slow. Markup is what stands in our source, as UTF-8 literals; everything else is text, and is written so that a browser reads the same characters.
/// </summary>
internal sealed class HtmlOutput(PipeWriter body)
{
    private const int WorthFlushing = 32 * 1024;

    // .NET's own encoder writes what it does not know as a number, and by its number a browser takes a C1 control character for another one (&#x80; is the euro). These are
    // what HTML gives a meaning to, and the one line break that a browser would rewrite.
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'\r");

    private int _waiting;

    public HtmlOutput Markup(ReadOnlySpan<byte> markup)
    {
        body.Write(markup);
        _waiting += markup.Length;
        return this;
    }

    /// <summary>Characters, in an element or in an attribute in double quotes.</summary>
    public HtmlOutput Text(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var special && special >= 0)
        {
            Plain(text[..special]);
            Markup(text[special] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, '>' => "&gt;"u8, '"' => "&quot;"u8, '\'' => "&#39;"u8, _ => "&#13;"u8 });
            text = text[(special + 1)..];
        }

        Plain(text);
        return this;
    }

    public HtmlOutput Text(long number) => Text(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Hands over what is written, when it is worth it, and waits for the reader.</summary>
    /// <returns>False when nobody reads any more.</returns>
    public async ValueTask<bool> PassOnAsync(CancellationToken ct, bool all = false)
    {
        if (!all && _waiting < WorthFlushing) return true;
        _waiting = 0;
        return !(await body.FlushAsync(ct)).IsCompleted;
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty) _waiting += (int)Encoding.UTF8.GetBytes(text, body);
    }
}
