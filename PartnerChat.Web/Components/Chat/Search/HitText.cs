using PartnerChat.Data.Search;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat.Search;

/// <summary>A piece of a hit's text.</summary>
public readonly record struct HitPart(string Text, bool IsFound);

/// <summary>A hit's text as the panel shows it: the first place where it was found, with some words before and after.</summary>
public static class HitText
{
    private const int Before = 40;
    private const int Longest = 240;
    private const string Cut = "…";

    /// <summary>The text in pieces, those that were found apart from the others.</summary>
    public static IReadOnlyList<HitPart> Parts(SearchHit hit)
    {
        var text = hit.Message.Content;
        var seams = new TextSeams(text);
        var start = StartOf(text, hit.Places[0].Start.Value, seams);
        var end = text.Length - start <= Longest ? text.Length : seams.Before(Math.Max(start + Longest, hit.Places[0].End.Value));
        var parts = new List<HitPart>();
        if (start > 0) parts.Add(new HitPart(Cut, false));
        var at = start;
        foreach (var (from, to) in hit.Places.Select(p => (p.Start.Value, p.End.Value)).TakeWhile(p => p.Item2 <= end))
        {
            if (from > at) parts.Add(new HitPart(text[at..from], false));
            parts.Add(new HitPart(text[from..to], true));
            at = to;
        }

        if (end > at) parts.Add(new HitPart(text[at..end], false));
        if (end < text.Length) parts.Add(new HitPart(Cut, false));
        return parts;
    }

    // At the beginning of a word, where there is one near.
    private static int StartOf(string text, int found, TextSeams seams)
    {
        if (found <= Before) return 0;
        var earliest = found - Before;
        var space = text.AsSpan(earliest, Before).IndexOfAny(" \n\t");
        return space < 0 ? seams.Before(earliest) : earliest + space + 1;
    }
}
