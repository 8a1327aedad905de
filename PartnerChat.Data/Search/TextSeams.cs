using System.Globalization;

namespace PartnerChat.Data.Search;

/// <summary>Where a text may be parted: between the characters that a reader sees, never within an emoji or under an accent.</summary>
public sealed class TextSeams(string text)
{
    private readonly int[] _starts = StringInfo.ParseCombiningCharacters(text);

    /// <summary>That place, or the next one before it that is a seam.</summary>
    public int Before(int at)
    {
        var index = Array.BinarySearch(_starts, at);
        return index >= 0 || at >= text.Length ? at : _starts[Math.Max(0, ~index - 1)];
    }

    /// <summary>That place, or the next one after it that is a seam.</summary>
    public int After(int at)
    {
        var index = Array.BinarySearch(_starts, at);
        return index >= 0 ? at : ~index < _starts.Length ? _starts[~index] : text.Length;
    }
}
