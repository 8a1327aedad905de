using Markdig.Syntax;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>A fenced code block. One that is never closed, is empty, or has a sentence behind its fence stays what was typed.</summary>
internal static class CodeBlock
{
    public static bool IsMeant(string source, FencedCodeBlock fence) =>
        fence.ClosingFencedCharCount > 0 && fence.Lines.Count > 0 && !fence.Lines.ToSlice().IsEmptyOrWhitespace() && !LanguageOf(source, fence).ContainsAny(' ', '\t');

    public static void Write(string source, FencedCodeBlock fence, TextOutput output)
    {
        output.Start("pre");
        if (LanguageOf(source, fence) is { IsEmpty: false } language)
        {
            output.Start("span");
            output.Write(language);
            output.Write("\n");
            output.End();
        }

        output.Start("code");
        for (var i = 0; i < fence.Lines.Count; i++)
        {
            if (i > 0) output.Write("\n");
            output.Write(fence.Lines.Lines[i].Slice.AsSpan());
        }

        output.End();
        output.End();
    }

    private static ReadOnlySpan<char> LanguageOf(string source, FencedCodeBlock fence)
    {
        var rest = source.AsSpan(fence.Span.Start).TrimStart('`');
        var end = rest.IndexOfAny('\n', '\r');
        return (end < 0 ? rest : rest[..end]).Trim();
    }
}
