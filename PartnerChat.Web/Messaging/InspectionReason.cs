using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PartnerChat.Web.Messaging;

/// <summary>Why an admin looks into a conversation, as its two will read it: trimmed, then 10 to 500 code points of text.</summary>
public static class InspectionReason
{
    public const int MinLength = 10;
    public const int MaxLength = 500;

    /// <summary>The reason as it is stored; false where it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? reason)
    {
        reason = text?.Trim() ?? "";
        if (ContentRule.Check(reason, out _) is null && LengthOf(reason) is >= MinLength and <= MaxLength) return true;
        reason = null;
        return false;
    }

    /// <summary>How long it is, as one counts it.</summary>
    public static int LengthOf(string text) => text.Trim().EnumerateRunes().Count();
}
