using System.Globalization;
using System.Text;

namespace PartnerChat.Data.Search;

/// <summary>What a single rune is compared as: nothing, itself, or other runes.</summary>
internal static class RuneFold
{
    // The longest decomposition that there is has 18 units.
    private const int Longest = 32;

    public static void AppendAscii(char c, StringBuilder folded)
    {
        if (c is ' ' or (>= '\t' and <= '\r')) AppendSpace(folded);
        else if (c >= ' ' && c != '\x7F') folded.Append(char.ToLowerInvariant(c));
    }

    public static void Append(Rune rune, StringBuilder folded)
    {
        Span<char> source = stackalloc char[2];
        Span<char> parts = stackalloc char[Longest];
        var length = rune.EncodeToUtf16(source);
        if (!source[..length].TryNormalize(parts, out var written, NormalizationForm.FormKD))
        {
            AppendPart(rune, folded);
            return;
        }

        foreach (var part in parts[..written].EnumerateRunes())
        {
            if (part.IsAscii) AppendAscii((char)part.Value, folded);
            else AppendPart(part, folded);
        }
    }

    private static void AppendPart(Rune part, StringBuilder folded)
    {
        if (Rune.IsWhiteSpace(part)) AppendSpace(folded);
        else if (IsLeftOut(part)) return;
        else if (SameAs(part.Value) is { } same) folded.Append(same);
        else folded.Append(Rune.ToLowerInvariant(part).ToString());
    }

    // A line break is a space to whoever searches, and several are one.
    private static void AppendSpace(StringBuilder folded)
    {
        if (folded.Length == 0 || folded[^1] != ' ') folded.Append(' ');
    }

    private static bool IsLeftOut(Rune part) => Rune.GetUnicodeCategory(part) switch
    {
        // The letters of a flag stay: else all flags of that kind were one.
        UnicodeCategory.Format => part.Value is not (>= 0xE0020 and <= 0xE007F),
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => IsAccent(part.Value),
        UnicodeCategory.Control => true,
        _ => part.Value is 0x0640 or 0x115F or 0x1160 or 0x3164 or 0xFFA0,
    };

    // What may be left out in writing. The vowels of Indic scripts and Thai are such marks too, and stay: without them it is another word.
    private static bool IsAccent(int mark) => mark is
        (>= 0x0300 and <= 0x036F) or (>= 0x0483 and <= 0x0489) or (>= 0x0591 and <= 0x05C7) or (>= 0x0610 and <= 0x061A) or (>= 0x064B and <= 0x065F) or 0x0670
        or (>= 0x06D6 and <= 0x06ED) or 0x0711 or (>= 0x0730 and <= 0x074A) or (>= 0x08CA and <= 0x08FF) or 0x093C or 0x09BC or 0x0A3C or 0x0ABC or 0x0B3C
        or (>= 0x0E48 and <= 0x0E4C) or (>= 0x0EC8 and <= 0x0ECB) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF)
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFE20 and <= 0xFE2F) or (>= 0xE0100 and <= 0xE01EF);

    // What no decomposition tells: letters that are written in two ways, or with a stroke, and the marks that a telephone puts in by itself.
    private static string? SameAs(int part) => part switch
    {
        0x00DF or 0x1E9E => "ss",
        0x0131 => "i",
        0x00E6 or 0x00C6 => "ae",
        0x0153 or 0x0152 => "oe",
        0x00F8 or 0x00D8 => "o",
        0x0142 or 0x0141 => "l",
        0x0111 or 0x0110 or 0x00F0 or 0x00D0 => "d",
        0x0127 or 0x0126 => "h",
        0x0167 or 0x0166 => "t",
        0x03C2 => "σ",
        0x0649 or 0x06CC => "ي",
        0x06A9 => "ك",
        0x2018 or 0x2019 or 0x201B or 0x02BC => "'",
        0x201C or 0x201D or 0x201E => "\"",
        0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2014 or 0x2212 => "-",
        _ => Digit(part),
    };

    private static string? Digit(int part) => CharUnicodeInfo.GetDecimalDigitValue(char.ConvertFromUtf32(part), 0) switch
    {
        < 0 => null,
        var value => value.ToString(CultureInfo.InvariantCulture),
    };
}
