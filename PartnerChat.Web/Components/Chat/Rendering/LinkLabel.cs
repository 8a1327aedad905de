using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>Whether the words of a link may stand for where it leads.</summary>
internal static partial class LinkLabel
{
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>False for words that nobody sees, that turn the direction, or that look like an address of another host.</summary>
    public static bool IsHonest(string label, string href)
    {
        var isSeen = false;
        foreach (var rune in label.EnumerateRunes())
        {
            if (rune.Value == 0xFFFD || Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')) return false;
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value != ZeroWidthJoiner) return false;
            isSeen |= Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;
        }

        if (!isSeen || ContentRule.Check(label, out _) is not null) return false;
        var plain = label.Normalize(NormalizationForm.FormKC).Trim();
        return !LooksLikeAddress().IsMatch(plain) || HostIn(plain) == new Uri(href).IdnHost;
    }

    private static string? HostIn(string label) =>
        (WebAddress.Normalise(label) ?? WebAddress.Normalise($"https://{label}")) is { } href ? new Uri(href).IdnHost : null;

    [GeneratedRegex(@"://|@|[\p{L}\p{N}]\p{M}*[.。․∙·٠۔]\p{L}{2}|www\.|localhost", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LooksLikeAddress();
}
