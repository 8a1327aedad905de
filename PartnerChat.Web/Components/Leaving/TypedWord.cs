using System.Globalization;

namespace PartnerChat.Web.Components.Leaving;

/// <summary>A word that somebody types to show that they mean it.</summary>
internal static class TypedWord
{
    /// <summary>Whether it is that word; capitals, accents and space around it make no difference.</summary>
    public static bool Is(string? typed, string word) =>
        CultureInfo.InvariantCulture.CompareInfo.Compare(typed?.Trim() ?? "", word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth) == 0;
}
