using System.Globalization;
using System.Text;

namespace PartnerChat.Web.Messaging;

/// <summary>What may be put on a message: one emoji.</summary>
public static class EmojiRule
{
    /// <summary>The longest, in code points.</summary>
    public const int MaxLength = 32;

    private const int Joiner = 0x200D;
    private const int EmojiStyle = 0xFE0F;
    private const int Keycap = 0x20E3;

    /// <summary>
    /// Whether that is one emoji: one grapheme, of pictures and what changes or joins them; a flag of two letters; or a key. New ones are taken before
    /// .NET knows them: Unicode has set their ranges aside.
    /// </summary>
    public static bool IsEmoji(string text)
    {
        if (text.Length == 0 || StringInfo.GetNextTextElementLength(text) != text.Length) return false;
        var values = text.EnumerateRunes().Select(r => r.Value).ToList();
        if (values.Count > MaxLength) return false;
        if (values[^1] == Keycap) return values is [(>= '0' and <= '9') or '#' or '*', Keycap] or [(>= '0' and <= '9') or '#' or '*', EmojiStyle, Keycap];
        if (values.Exists(IsLetterOfAFlag)) return values.Count == 2 && values.TrueForAll(IsLetterOfAFlag);
        return IsPicture(values[0]) && values[^1] != Joiner && values.TrueForAll(v => IsPicture(v) || v is Joiner or EmojiStyle or (>= 0xE0020 and <= 0xE007F));
    }

    private static bool IsLetterOfAFlag(int value) => value is >= 0x1F1E6 and <= 0x1F1FF;

    // About Extended_Pictographic of Unicode's emoji-data.txt, by its blocks, and the tones of skin.
    private static bool IsPicture(int value) => value is
        0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139 or (>= 0x2194 and <= 0x2199) or 0x21A9 or 0x21AA or 0x231A or 0x231B or 0x2328 or 0x23CF or
        (>= 0x23E9 and <= 0x23F3) or (>= 0x23F8 and <= 0x23FA) or 0x24C2 or 0x25AA or 0x25AB or 0x25B6 or 0x25C0 or (>= 0x25FB and <= 0x25FE) or
        (>= 0x2600 and <= 0x2767) or (>= 0x2795 and <= 0x2797) or 0x27A1 or 0x27B0 or 0x27BF or 0x2934 or 0x2935 or (>= 0x2B05 and <= 0x2B07) or
        0x2B1B or 0x2B1C or 0x2B50 or 0x2B55 or 0x3030 or 0x303D or 0x3297 or 0x3299 or (>= 0x1F000 and <= 0x1FAFF);
}
