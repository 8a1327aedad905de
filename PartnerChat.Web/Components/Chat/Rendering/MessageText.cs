using System.Buffers;
using Markdig.Parsers;
using Microsoft.AspNetCore.Components;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>A message's text as the bubble shows it: bold, italic, code, lists, quotes and links out of what was typed, all else as it was typed.</summary>
internal static class MessageText
{
    // The parser's time grows with the square of these. No text that means them has as many.
    private const int MostMarks = 600;

    private static readonly SearchValues<char> InlineMarks = SearchValues.Create("*_`[");

    /// <summary>How the text is rendered.</summary>
    /// <returns>Null for text with nothing in it to render but its characters.</returns>
    public static RenderFragment? Format(string content) => Read(content) is { } parts ? RenderOf(parts) : null;

    /// <summary>The text in parts, in the order in which they are rendered; null when it is one piece of plain text.</summary>
    internal static List<TextPart>? Read(string content)
    {
        if (!MayHoldMarks(content) || content.AsSpan().CountAny(InlineMarks) > MostMarks) return null;
        var parts = new TextWalker(content).Walk(MarkdownParser.Parse(content, MarkdownSubset.Pipeline));
        return parts.TrueForAll(p => p.Kind == PartKind.Text) ? null : parts;
    }

    private static bool MayHoldMarks(string content)
    {
        if (content.AsSpan().ContainsAny(InlineMarks) || content.Contains("://", StringComparison.Ordinal)) return true;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            var start = line.TrimStart();
            if (Markers.IsQuote(start) || Markers.IsBullet(start) || Markers.IsNumber(start, inList: false)) return true;
        }

        return false;
    }

    private static RenderFragment RenderOf(List<TextPart> parts) => builder =>
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case { Kind: PartKind.Text }:
                    builder.AddContent(0, part.Value);
                    break;
                case { Kind: PartKind.End }:
                    builder.CloseElement();
                    break;
                case { Value: "a" }:
                    builder.OpenElement(1, "a");
                    builder.AddAttribute(2, "href", part.Detail);
                    builder.AddAttribute(3, "target", "_blank");
                    builder.AddAttribute(4, "rel", "noopener noreferrer");
                    break;
                case { Value: "li", Detail: { } number }:
                    builder.OpenElement(5, "li");
                    builder.AddAttribute(6, "value", number);
                    break;
                default:
                    builder.OpenElement(7, part.Value!);
                    break;
            }
        }
    };
}
