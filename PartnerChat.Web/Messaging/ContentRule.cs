using System.Globalization;
using System.Text;

namespace PartnerChat.Web.Messaging;

/// <summary>What may be said: the one rule for message text, for every door.</summary>
public static class ContentRule
{
    /// <summary>The longest text, in Unicode code points, after trimming.</summary>
    public const int MaxLength = 5_000;

    /// <summary>
    /// Trims Unicode White_Space at both ends (U+FEFF stays), then asks for 1 to 5,000 code points with something to see in them, no NUL and
    /// no lone surrogate. Everything else is kept as written.
    /// </summary>
    /// <param name="content">The text as typed.</param>
    /// <param name="trimmed">The text to store; empty when refused.</param>
    /// <returns>Why it is refused, or null.</returns>
    public static ChatError? Check(string content, out string trimmed)
    {
        trimmed = "";
        var text = content.AsSpan().Trim();
        // Trimming does not look at runes, and neither half of a surrogate pair is white space.
        if (text.Contains('\0')) return ChatError.InvalidContent;

        var length = 0;
        var visible = false;
        while (!text.IsEmpty && Rune.DecodeFromUtf16(text, out var rune, out var consumed) is var status)
        {
            if (status != System.Buffers.OperationStatus.Done) return ChatError.InvalidContent;
            length++;
            visible |= IsVisible(rune);
            text = text[consumed..];
        }

        if (!visible) return ChatError.EmptyContent;
        if (length > MaxLength) return ChatError.ContentTooLong;
        trimmed = content.Trim();
        return null;
    }

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format && !IsDefaultIgnorable(rune.Value);

    // Default_Ignorable_Code_Point of Unicode 16, DerivedCoreProperties.txt; those of category Cf are covered by the category.
    private static bool IsDefaultIgnorable(int value) => value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or
        0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);
}
