using System.Buffers;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>What at the start of a line makes a quote or a list: stricter than Markdown, so that "&gt;_&lt;", "-5" and a lone dash stay what they are.</summary>
internal static class Markers
{
    private static readonly SearchValues<char> OnlyMarks = SearchValues.Create("-*+_ \t");

    /// <summary>One or more "&gt;", a space, and something to quote.</summary>
    public static bool IsQuote(ReadOnlySpan<char> line)
    {
        var rest = line.TrimStart('>');
        return rest.Length < line.Length && IsSpaced(rest);
    }

    /// <summary>Whether a line goes on with a quote that is open.</summary>
    public static bool ContinuesQuote(ReadOnlySpan<char> line) => line.StartsWith('>') && (line.Length == 1 || line[1] is ' ' or '\t' or '>');

    /// <summary>A dash or a star, a space, and an item: more than other marks.</summary>
    public static bool IsBullet(ReadOnlySpan<char> line) => line is ['-' or '*', ..] && IsSpaced(line[1..]) && line.ContainsAnyExcept(OnlyMarks);

    /// <summary>"1.", a space, and an item. A list begins with 1; "18. November" is the start of a sentence.</summary>
    public static bool IsNumber(ReadOnlySpan<char> line, bool inList)
    {
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 10 && line[digits] == '.' && IsSpaced(line[(digits + 1)..]) && line[0] != '0' && (inList || line[..digits] is "1");
    }

    private static bool IsSpaced(ReadOnlySpan<char> rest) => rest is [' ' or '\t', ..] && !rest.IsWhiteSpace();
}
