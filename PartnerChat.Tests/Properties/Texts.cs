using CsCheck;

namespace PartnerChat.Tests.Properties;

/// <summary>Texts as nobody would write them, and some do.</summary>
internal static class Texts
{
    private const string Spaces = "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2003\u200A\u2028\u2029\u202F\u205F\u3000";
    private const string Unseen = "\u00AD\u034F\u061C\u115F\u1160\u17B4\u180B\u180E\u200B\u200D\u202E\u2060\u2065\u2067\u206F\u3164\uFE0F\uFEFF\uFFA0\uFFF0\uFFF9";
    private const string Controls = "\u0001\b\u001B\u001F\u007F\u0080\u009F";
    private const string Combining = "\u0301\u0308\u0489\u093F\u0E34\u20DD\u3099";
    private const string Other = "aZ09<>&\"'\\/{}éßŞİıĂЖאبञไ한字\uE000\uFFFD\uFFFE\uFFFF";

    private static readonly Gen<string> Scalar = Gen.Int[1, 0x10F7FF].Select(n => char.ConvertFromUtf32(n < 0xD800 ? n : n + 0x800));
    private static readonly Gen<string> Astral = OneOf(
        "\U0001F600", "\U0001F469\u200D\U0001F469", "\U0001F1E9\U0001F1EA", "\U0001D173", "\U000E0001", "\U000E0100", "\U000F0000", "\U0010FFFF");

    private static readonly Gen<string> Piece = Gen.Frequency(
        (6, OneOf(Other)), (4, OneOf(Spaces)), (4, OneOf(Unseen)), (2, OneOf(Controls)), (2, OneOf(Combining)), (3, Astral), (2, Scalar));

    private static readonly Gen<string> Short = Piece.List[0, 12].Select(string.Concat);

    // Around the longest that there may be, and something at its ends.
    private static readonly Gen<string> Long = Gen.Select(Piece, Gen.Int[2_490, 5_010], Short, Short, (piece, times, before, after) => before + string.Concat(Enumerable.Repeat(piece, times)) + after);

    /// <summary>What PostgreSQL and JSON can hold.</summary>
    public static readonly Gen<string> Storable = Gen.Frequency((9, Short), (1, Long));

    /// <summary>NUL and halves of surrogate pairs among it.</summary>
    public static readonly Gen<string> Any = Gen.Frequency(
        (4, Storable), (1, Gen.Select(Short, OneOf("\0", "\uD800", "\uDFFF", "\uDC00\uD800"), Short, (before, bad, after) => before + bad + after)));

    private static Gen<string> OneOf(string characters) => OneOf([.. characters.Select(c => c.ToString())]);

    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
