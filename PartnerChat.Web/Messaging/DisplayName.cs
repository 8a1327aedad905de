using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PartnerChat.Web.Messaging;

/// <summary>What is wrong with a display name.</summary>
public enum DisplayNameFault
{
    None,

    /// <summary>Nothing that anybody could see.</summary>
    Blank,

    /// <summary>More than 50 code points.</summary>
    TooLong,

    /// <summary>NUL or a lone surrogate: no text at all.</summary>
    Malformed,
}

/// <summary>The name that a partner sees: trimmed of white space, then 1 to 50 code points of which at least one is visible.</summary>
public static class DisplayName
{
    public const int MaxLength = 50;

    private static readonly (int First, int Last)[] DefaultIgnorable =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
        (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ];

    /// <summary>The name as it is stored, or why it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? name, out DisplayNameFault fault)
    {
        name = text?.Trim() ?? "";
        fault = FaultOf(name);
        if (fault == DisplayNameFault.None) return true;
        name = null;
        return false;
    }

    /// <summary>What the writer of the name is told.</summary>
    public static string Explain(this DisplayNameFault fault) => fault switch
    {
        DisplayNameFault.Blank => "Give a name that your partner will see.",
        DisplayNameFault.TooLong => $"At most {MaxLength} characters. Shorten it.",
        DisplayNameFault.Malformed => "This name holds characters that are no text. Type it anew.",
        _ => "",
    };

    private static DisplayNameFault FaultOf(string name)
    {
        var length = 0;
        var isVisible = false;
        for (var i = 0; i < name.Length; length++)
        {
            if (!Rune.TryGetRuneAt(name, i, out var rune) || rune.Value == 0) return DisplayNameFault.Malformed;
            isVisible |= IsVisible(rune);
            i += rune.Utf16SequenceLength;
        }

        if (!isVisible) return DisplayNameFault.Blank;
        return length > MaxLength ? DisplayNameFault.TooLong : DisplayNameFault.None;
    }

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format
        && !Array.Exists(DefaultIgnorable, range => rune.Value >= range.First && rune.Value <= range.Last);
}
