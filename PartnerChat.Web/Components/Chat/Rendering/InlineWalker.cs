using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>Walks the inlines of paragraphs in a row, and writes what was typed around and between the marks.</summary>
/// <param name="cursor">Up to where in the text all is written.</param>
internal sealed class InlineWalker(string source, int cursor, ContainerBlock container, TextOutput output)
{
    // Deeper ones show their marks.
    private const int Deepest = 16;

    private int _cursor = cursor;
    private int _depth;
    private bool _isInLink;

    public void Walk(ContainerInline inlines)
    {
        if (_depth == Deepest) return;
        _depth++;
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case EmphasisInline emphasis when Emphasis.IsMeant(source, emphasis):
                    WalkEmphasis(emphasis);
                    break;
                case CodeInline code when Emphasis.IsMeant(source, code):
                    WriteCode(code);
                    break;
                case AddressInline address when !_isInLink:
                    WriteAddress(address.Span, address.Href);
                    break;
                case LinkInline link:
                    WalkLink(link);
                    break;
                case ContainerInline other:
                    Walk(other);
                    break;
            }
        }

        _depth--;
    }

    /// <summary>Writes what was typed up to there, without what marks its lines as those of a quote or an item.</summary>
    public void WriteTo(int end)
    {
        while (_cursor < end)
        {
            var rest = source.AsSpan(_cursor, end - _cursor);
            var line = rest.IndexOfAny('\n', '\r');
            if (line < 0)
            {
                output.Write(rest);
                break;
            }

            var next = line + (rest[line..].StartsWith("\r\n") ? 2 : 1);
            output.Write(rest[..next]);
            _cursor = LinePrefix.After(source, _cursor + next, end, container);
        }

        _cursor = Math.Max(_cursor, end);
    }

    private void WalkEmphasis(EmphasisInline emphasis)
    {
        WriteTo(emphasis.Span.Start);
        output.Start(emphasis.DelimiterCount == 2 ? "strong" : "em");
        _cursor = emphasis.Span.Start + emphasis.DelimiterCount;
        Walk(emphasis);
        WriteTo(emphasis.Span.End + 1 - emphasis.DelimiterCount);
        output.End();
        _cursor = emphasis.Span.End + 1;
    }

    private void WriteCode(CodeInline code)
    {
        WriteTo(code.Span.Start);
        var (from, to) = (code.Span.Start + code.DelimiterCount, code.Span.End + 1 - code.DelimiterCount);
        // A space on both sides lets code begin and end with a backtick.
        var isPadded = to - from > 2 && source[from] == ' ' && source[to - 1] == ' ' && !source.AsSpan(from, to - from).IsWhiteSpace();
        output.Start("code");
        _cursor = isPadded ? from + 1 : from;
        WriteTo(isPadded ? to - 1 : to);
        output.End();
        _cursor = code.Span.End + 1;
    }

    private void WriteAddress(SourceSpan span, string href)
    {
        WriteTo(span.Start);
        output.Start("a", href);
        WriteTo(span.End + 1);
        output.End();
    }

    private void WalkLink(LinkInline link)
    {
        if (link.UrlSpan.IsEmpty || link.Title is not null || WebAddress.Normalise(source.AsSpan(link.UrlSpan.Start, link.UrlSpan.Length)) is not { } href) return;
        WriteTo(link.Span.Start);
        output.Settle();
        var (first, isOuter) = (output.Parts.Count, !_isInLink);
        output.Start("a", href);
        (_cursor, _isInLink) = (link.Span.Start + 1, true);
        Walk(link);
        WriteTo(source.LastIndexOf("](", link.UrlSpan.Start, StringComparison.Ordinal));
        _isInLink = !isOuter;
        if (isOuter && LinkLabel.IsHonest(output.TextSince(first), href))
        {
            output.End();
            _cursor = link.Span.End + 1;
            return;
        }

        output.TakeBackTo(first);
        _cursor = link.Span.Start;
        if (isOuter) WriteAddress(link.UrlSpan, href);
    }
}
