using System.Globalization;
using System.Text;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Properties;

/// <summary>The content rule, said again from the contract: on code points, with the lists of the Unicode Character Database.</summary>
internal static class ContentModel
{
    private static readonly UTF32Encoding Strict = new(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);

    // White_Space, PropList.txt.
    private static readonly (int First, int Last)[] WhiteSpace =
    [
        (0x9, 0xD), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000),
    ];

    // Default_Ignorable_Code_Point, DerivedCoreProperties.txt.
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
        (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    public static (ChatError? Error, string Stored) Check(string content)
    {
        if (PointsOf(content) is not { } points || points.Contains(0)) return (ChatError.InvalidContent, "");
        var kept = points.SkipWhile(IsSpace).Reverse().SkipWhile(IsSpace).Reverse().ToList();
        if (!kept.Exists(IsSeen)) return (ChatError.EmptyContent, "");
        return kept.Count > 5_000 ? (ChatError.ContentTooLong, "") : (null, string.Concat(kept.Select(char.ConvertFromUtf32)));
    }

    public static int LengthOf(string content) => PointsOf(content)!.Length;

    private static int[]? PointsOf(string content)
    {
        try
        {
            return [.. Strict.GetBytes(content).Chunk(4).Select(b => BitConverter.ToInt32(b))];
        }
        catch (EncoderFallbackException)
        {
            // Half a surrogate pair has no place in UTF-32.
            return null;
        }
    }

    private static bool IsSpace(int point) => IsIn(WhiteSpace, point);

    private static bool IsSeen(int point) =>
        !IsSpace(point) && !IsIn(Ignorable, point) && CharUnicodeInfo.GetUnicodeCategory(point) != UnicodeCategory.Format;

    private static bool IsIn((int First, int Last)[] ranges, int point) => Array.Exists(ranges, r => point >= r.First && point <= r.Last);
}
