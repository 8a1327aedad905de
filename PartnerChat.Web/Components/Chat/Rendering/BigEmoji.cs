using System.Globalization;
using System.Text;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>One to three emoji and nothing else are shown large.</summary>
internal static class BigEmoji
{
    private const int Most = 3;
    private const int LongestWorthALook = 120;
    private const int ShownAsEmoji = 0xFE0F;
    private const int ShownAsText = 0xFE0E;
    private const int Joiner = 0x200D;
    private const int Keycap = 0x20E3;

    // Emoji_Presentation of Unicode 17, emoji-data.txt, but for the letters of flags.
    private static readonly (int First, int Last)[] Pictures =
    [
        (0x231A, 0x231B), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653),
        (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE),
        (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705),
        (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
        (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF),
        (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F201, 0x1F201), (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F), (0x1F232, 0x1F236), (0x1F238, 0x1F23A),
        (0x1F250, 0x1F251), (0x1F300, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3),
        (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E),
        (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC),
        (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6D8), (0x1F6DC, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7EB), (0x1F7F0, 0x1F7F0),
        (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FA7C), (0x1FA80, 0x1FA8A), (0x1FA8E, 0x1FAC6), (0x1FAC8, 0x1FAC8),
        (0x1FACD, 0x1FADC), (0x1FADF, 0x1FAEA), (0x1FAEF, 0x1FAF8),
    ];

    /// <summary>Whether a message says no more than that; spaces between them do not count.</summary>
    public static bool IsAll(string content)
    {
        if (content.Length > LongestWorthALook) return false;
        var found = 0;
        var elements = StringInfo.GetTextElementEnumerator(content);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (element == " ") continue;
            if (++found > Most || !IsEmoji([.. element.EnumerateRunes()])) return false;
        }

        return found > 0;
    }

    private static bool IsEmoji(Rune[] element) => element switch
    {
        [{ IsAscii: true } key, .. var rest] => IsKey(key) && rest is [{ Value: Keycap }] or [{ Value: ShownAsEmoji }, { Value: Keycap }],
        [var first, var second] when IsFlagLetter(first) => IsFlagLetter(second),
        [var first, .. var rest] => (IsPicture(first) || (IsSymbol(first) && rest is [{ Value: ShownAsEmoji } or { Value: >= 0x1F3FB and <= 0x1F3FF }, ..])) && Array.TrueForAll(rest, IsPartOfOne),
        _ => false,
    };

    private static bool IsKey(Rune key) => key.Value is '#' or '*' or (>= '0' and <= '9');

    private static bool IsFlagLetter(Rune rune) => rune.Value is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsPicture(Rune rune)
    {
        var index = Array.BinarySearch(Pictures, (rune.Value, int.MaxValue));
        return index < 0 && ~index > 0 && rune.Value <= Pictures[~index - 1].Last;
    }

    private static bool IsSymbol(Rune rune) => rune.Value == 0x2139 || Rune.IsSymbol(rune) || Rune.IsPunctuation(rune);

    // Tones of skin are symbols; the letters that make the flag of England are tags.
    private static bool IsPartOfOne(Rune rune) =>
        rune.Value != ShownAsText && (rune.Value is ShownAsEmoji or Joiner or (>= 0xE0020 and <= 0xE007F) || IsPicture(rune) || Rune.IsSymbol(rune));
}
