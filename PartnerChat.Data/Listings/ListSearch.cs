using System.Runtime.CompilerServices;

namespace PartnerChat.Data.Listings;

/// <summary>What an admin looks for in a list: parts of words, all of which are to be found, or the beginning of an id.</summary>
/// <param name="Words">A tsquery on the endings of what is searched: each part begins one of them.</param>
/// <param name="First">With <paramref name="Last"/> the ids that begin so; null if it is the beginning of none.</param>
public sealed record ListSearch(string Words, Guid? First, Guid? Last)
{
    /// <summary>How much of what is looked for counts.</summary>
    public const int MaxLength = 100;

    /// <summary>Hits beyond this are not counted and not shown: a longer part finds fewer.</summary>
    public const int MostFound = 10_000;

    private const int IdDigits = 32;
    private const int FewestIdDigits = 6;

    /// <summary>Null if nothing is looked for.</summary>
    /// <param name="fold">How the text that is searched was folded.</param>
    public static ListSearch? Parse(string? text, Func<string, string> fold)
    {
        var wanted = (text ?? "").Trim();
        if (wanted.Length > MaxLength) wanted = wanted[..MaxLength];
        var words = fold(wanted.Replace('\0', ' ')).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        var (first, last) = IdsOf(wanted);
        return new ListSearch(string.Join(" & ", words.Select(w => $"'{w.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}':*")), first, last);
    }

    /// <summary>
    /// What finds the hits, all of them before they are put in order. Else PostgreSQL may take a rare part for a frequent one, walk along the order for a page of
    /// them, and meet everybody. For hits that are counted, and few.
    /// </summary>
    internal static FormattableString AllOf(FormattableString hits) => FormattableStringFactory.Create(hits.Format + " OFFSET 0", hits.GetArguments());

    private static (Guid?, Guid?) IdsOf(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        if (digits.Length is < FewestIdDigits or > IdDigits || !digits.All(char.IsAsciiHexDigit)) return (null, null);
        return (Guid.ParseExact(digits.PadRight(IdDigits, '0'), "N"), Guid.ParseExact(digits.PadRight(IdDigits, 'f'), "N"));
    }
}
