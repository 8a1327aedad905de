using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>The part of Markdown that a message may use. There is no HTML in it, no image, no heading, no table, no entity and no reference.</summary>
internal static class MarkdownSubset
{
    public static MarkdownPipeline Pipeline { get; } = Build();

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder { PreciseSourceLocation = true };
        builder.BlockParsers.Clear();
        builder.BlockParsers.AddRange([new QuoteParser(), Lists(), Fences(), new ContinuationParser(), new ParagraphParser()]);
        builder.InlineParsers.Clear();
        builder.InlineParsers.AddRange([new AddressParser(), new LinkParser(), new BackslashParser(), new EmphasisInlineParser(), new CodeInlineParser(), new LineBreakInlineParser()]);
        return builder.Build();
    }

    private static ListBlockParser Lists()
    {
        var lists = new ListBlockParser();
        lists.ItemParsers.Clear();
        lists.ItemParsers.AddRange([new BulletParser(), new NumberParser()]);
        return lists;
    }

    // What stands behind the fence is read from the text; the parser's own way keeps it in a cache.
    private static FencedCodeBlockParser Fences() => new()
    {
        OpeningCharacters = ['`'],
        InfoParser = (BlockProcessor _, ref Markdig.Helpers.StringSlice line, Markdig.Syntax.IFencedBlock _, char _) => !line.AsSpan().Contains('`'),
    };
}
