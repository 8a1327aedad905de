using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>An address that was typed as such.</summary>
internal sealed class AddressInline : LeafInline
{
    public required string Href { get; init; }
}

/// <summary>Finds addresses, so that what looks like a mark inside of them is none.</summary>
internal sealed class AddressParser : InlineParser
{
    public AddressParser() => OpeningCharacters = ['h', 'H'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (char.IsLetterOrDigit(slice.PeekCharExtra(-1)) || WebAddress.Find(slice.AsSpan()) is not ({ } href, var length)) return false;
        processor.Inline = new AddressInline
        {
            Href = href,
            Span = new SourceSpan(processor.GetSourcePosition(slice.Start), processor.GetSourcePosition(slice.Start + length - 1)),
        };
        slice.Start += length;
        return true;
    }
}

/// <summary>A backslash keeps the mark after it from being one. Both stay in the text.</summary>
internal sealed class BackslashParser : InlineParser
{
    public BackslashParser() => OpeningCharacters = ['\\'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (!slice.PeekChar().IsAsciiPunctuation()) return false;
        var start = slice.Start;
        processor.Inline = new LiteralInline(new StringSlice(slice.Text, start, start + 1))
        {
            Span = new SourceSpan(processor.GetSourcePosition(start), processor.GetSourcePosition(start + 1)),
        };
        slice.Start += 2;
        return true;
    }
}

/// <summary>Links with their target in parentheses; no images, no references.</summary>
internal sealed class LinkParser : LinkInlineParser
{
    // Each open bracket holds all that follows: without a limit the tree grows as deep as the text is long.
    private const int MostOpen = 32;

    public LinkParser() => OpeningCharacters = ['[', ']'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.CurrentChar == '[' && (slice.PeekCharExtra(-1) == '!' || !slice.AsSpan().Contains("](", StringComparison.Ordinal) || IsFull(processor.Inline))) return false;
        return base.Match(processor, ref slice);
    }

    private static bool IsFull(Inline? inline)
    {
        var open = 0;
        for (; inline is not null && open < MostOpen; inline = inline.Parent)
        {
            if (inline is LinkDelimiterInline) open++;
        }

        return open == MostOpen;
    }
}
