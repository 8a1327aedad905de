using Markdig.Parsers;
using Markdig.Syntax;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>Quotes: only of lines that are marked, and not without end.</summary>
internal sealed class QuoteParser : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        Nesting.IsTooDeep(processor) || !Markers.IsQuote(processor.Line.AsSpan()) ? BlockState.None : base.TryOpen(processor);

    public override BlockState TryContinue(BlockProcessor processor, Block block) =>
        processor.CurrentChar == '>' && !Markers.ContinuesQuote(processor.Line.AsSpan()) ? BlockState.None : base.TryContinue(processor, block);
}

internal sealed class BulletParser : UnorderedListItemParser
{
    public BulletParser() => OpeningCharacters = ['-', '*'];

    public override bool TryParse(BlockProcessor state, char pendingBulletType, out ListInfo result)
    {
        result = default;
        return !Nesting.IsTooDeep(state) && Markers.IsBullet(state.Line.AsSpan()) && base.TryParse(state, pendingBulletType, out result);
    }
}

internal sealed class NumberParser : NumberedListItemParser
{
    public override bool TryParse(BlockProcessor state, char pendingBulletType, out ListInfo result)
    {
        result = default;
        return !Nesting.IsTooDeep(state) && Markers.IsNumber(state.Line.AsSpan(), inList: pendingBulletType == '1') && base.TryParse(state, pendingBulletType, out result);
    }
}

/// <summary>Goes on with a paragraph, but not with one inside a quote or an item that this line is no part of: an answer below a quote is no quote.</summary>
internal sealed class ContinuationParser : ParagraphBlockParser
{
    public ContinuationParser() => ParseSetextHeadings = false;

    public override bool CanInterrupt(BlockProcessor processor, Block block) => block is ParagraphBlock { Parent.IsOpen: true };

    // Reached only without a paragraph to go on with.
    public override BlockState TryOpen(BlockProcessor processor) => BlockState.None;
}

/// <summary>Starts a paragraph with whatever nothing else takes. Knows no definitions of links: they would take their lines out of the text.</summary>
internal sealed class ParagraphParser : BlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsBlankLine) return BlockState.None;
        processor.NewBlocks.Push(new ParagraphBlock(this) { Column = processor.Column, Span = new SourceSpan(processor.Line.Start, processor.Line.End) });
        return BlockState.Continue;
    }

    public override bool Close(BlockProcessor processor, Block block)
    {
        ref var lines = ref ((LeafBlock)block).Lines;
        for (var i = 0; i < lines.Count; i++) lines.Lines[i].Slice.TrimStart();
        if (lines.Count > 0) lines.Lines[lines.Count - 1].Slice.TrimEnd();
        return lines.Count > 0;
    }
}

internal static class Nesting
{
    private const int Deepest = 12;

    public static bool IsTooDeep(BlockProcessor processor)
    {
        var depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null; block = block.Parent) depth++;
        return depth > Deepest;
    }
}
