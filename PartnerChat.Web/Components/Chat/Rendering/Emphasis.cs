using System.Globalization;
using Markdig.Syntax.Inlines;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>Which marks mean emphasis or code: those around words, not those in "2*3*4", "^_^", "__init__.py" or "don`t".</summary>
internal static class Emphasis
{
    private const string Before = "([{\"'“‘„«¿¡—–/:*_`>,.;";
    private const string After = ")]}\"'”’»*_`.,!?:;…—–/-";

    public static bool IsMeant(string source, EmphasisInline emphasis)
    {
        var (start, end, count) = (emphasis.Span.Start, emphasis.Span.End, emphasis.DelimiterCount);
        var (before, after) = (At(source, start - 1), At(source, end + 1));
        return (IsOpen(before, Before) || IsLetter(before, emphasis))
            && (IsOpen(after, After) || IsLetter(after, emphasis))
            && !(after == '.' && char.IsLetterOrDigit(At(source, end + 2)))
            && HoldsWords(source.AsSpan(start + count, end + 1 - start - (2 * count)));
    }

    /// <summary>Backticks inside of a word are apostrophes.</summary>
    public static bool IsMeant(string source, CodeInline code) =>
        code.Span.Length > 2 * code.DelimiterCount && (code.DelimiterCount > 1 || !char.IsLetterOrDigit(At(source, code.Span.Start - 1)));

    private static char At(string source, int index) => index >= 0 && index < source.Length ? source[index] : ' ';

    private static bool IsOpen(char c, string marks) => char.IsWhiteSpace(c) || marks.Contains(c);

    // Scripts without spaces have bold words amid others; so has "**URL**s".
    private static bool IsLetter(char c, EmphasisInline emphasis) =>
        emphasis.DelimiterChar == '*' && (char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter || (emphasis.DelimiterCount == 2 && char.IsLetter(c)) || (c > 127 && !char.IsLetterOrDigit(c)));

    private static bool HoldsWords(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c > 127 || char.IsAsciiLetterOrDigit(c)) return true;
        }

        return false;
    }
}
