using Markdig.Syntax;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>
/// Walks the blocks of a message. The tree says only where elements are; the characters are those that were typed, out of the text itself,
/// so that nothing that the parser trims or decodes is lost.
/// </summary>
internal sealed class TextWalker(string source)
{
    private readonly TextOutput _output = new();

    public List<TextPart> Walk(MarkdownDocument document)
    {
        WalkIn(document);
        _output.Settle();
        return _output.Parts;
    }

    private void WalkIn(ContainerBlock container)
    {
        for (var i = 0; i < container.Count;)
        {
            var next = i + 1;
            if (container[i] is ContainerBlock inner) WalkContainer(inner);
            else if (container[i] is FencedCodeBlock fence && CodeBlock.IsMeant(source, fence)) CodeBlock.Write(source, fence, _output);
            else
            {
                while (next < container.Count && IsText(container[next])) next++;
                WalkText(container, i, next);
            }

            i = next;
        }
    }

    private void WalkContainer(ContainerBlock block)
    {
        var (element, detail) = block switch
        {
            QuoteBlock => ("blockquote", null),
            ListBlock { IsOrdered: true } => ("ol", null),
            ListBlock => ("ul", null),
            ListItemBlock { Parent: ListBlock { IsOrdered: true } } item => ("li", item.Order.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _ => ("li", (string?)null),
        };
        _output.Start(element, detail);
        WalkIn(block);
        _output.End();
    }

    // A row of stars or dashes too: the parser of lists takes it for a line across.
    private bool IsText(Block block) => block is LeafBlock && !(block is FencedCodeBlock fence && CodeBlock.IsMeant(source, fence));

    // Paragraphs in a row are one piece, with the blank lines between them as they were typed.
    private void WalkText(ContainerBlock container, int first, int end)
    {
        var isAmongBlocks = end - first < container.Count;
        if (isAmongBlocks) _output.Start("p");
        var from = container[first].Span.Start;
        if (container is MarkdownDocument)
        {
            while (from > 0 && source[from - 1] is not ('\n' or '\r')) from--;
        }

        var text = new InlineWalker(source, from, container, _output);
        for (var i = first; i < end; i++)
        {
            if (container[i] is ParagraphBlock { Inline: { } inlines }) text.Walk(inlines);
        }

        text.WriteTo(EndOf(container[end - 1]));
        if (isAmongBlocks) _output.End();
    }

    // The parser does not tell where a fence ends that is never closed.
    private int EndOf(Block block) => EndOfLine(block switch
    {
        ThematicBreakBlock or FencedCodeBlock { ClosingFencedCharCount: 0, Lines.Count: 0 } => block.Span.Start,
        FencedCodeBlock { ClosingFencedCharCount: 0 } fence => fence.Lines.Lines[fence.Lines.Count - 1].Position,
        _ => block.Span.End + 1,
    });

    private int EndOfLine(int index)
    {
        if (index >= source.Length) return source.Length;
        var end = source.AsSpan(index).IndexOfAny('\n', '\r');
        return end < 0 ? source.Length : index + end;
    }
}
