using System.Text;

namespace PartnerChat.Data.Search;

/// <summary>
/// The one rule for what counts as the same when something is searched: capitals, accents, widths and points make no difference, in any script. The text
/// that is searched and what is searched for go through the same fold, rune by rune, so that every text contains each of its own substrings.
/// </summary>
public static class SearchFold
{
    /// <summary>The text as it is compared.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        Append(text, folded, origins: null);
        return folded.ToString();
    }

    /// <summary>What is searched for, as it is compared: empty when nothing of it can be found.</summary>
    public static string FoldQuery(string query) => Fold(query).Trim();

    /// <summary>Where the words are in a text.</summary>
    /// <param name="folded">What is searched for, folded.</param>
    /// <returns>From the first to the last, none over another, each of whole characters as a reader sees them.</returns>
    public static IReadOnlyList<Range> Find(string text, string folded)
    {
        if (folded.Length == 0) return [];
        var (compared, origins) = (new StringBuilder(text.Length), new List<int>(text.Length));
        Append(text, compared, origins);
        var (found, haystack, seams) = (new List<Range>(), compared.ToString(), new TextSeams(text));
        for (var at = haystack.IndexOf(folded, StringComparison.Ordinal); at >= 0; at = haystack.IndexOf(folded, at, StringComparison.Ordinal))
        {
            var start = seams.Before(origins[at]);
            var last = at + folded.Length - 1;
            at += folded.Length;
            // To the next that stays: what is left out of the comparison, an accent on its own, is still part of what was found.
            while (at < origins.Count && origins[at] == origins[last]) at++;
            var end = seams.After(at < origins.Count ? origins[at] : text.Length);
            if (found.Count > 0 && start < found[^1].End.Value) start = found[^1].End.Value;
            if (start < end) found.Add(start..end);
        }

        return found;
    }

    // For each unit that is put out, where its rune begins in the text.
    private static void Append(string text, StringBuilder folded, List<int>? origins)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var before = folded.Length;
            if (rune.IsAscii) RuneFold.AppendAscii((char)rune.Value, folded);
            else RuneFold.Append(rune, folded);
            for (var i = before; origins is not null && i < folded.Length; i++) origins.Add(at);
            // A lone surrogate is one unit, and is read as another rune of one unit.
            at += rune.Utf16SequenceLength;
        }
    }
}
