using System.Text;
using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Admin.Auditing;

/// <summary>What there are words for of what admins do. Each stands in the log under its name in small letters: <c>ConversationInspected</c> as <c>conversation.inspected</c>.</summary>
internal enum AuditDeed
{
    ConversationInspected,
    ConversationRead,
    ConversationDeleted,
    AccountLocked,
    AccountUnlocked,
    AccountSignedOut,
    AccountDeleted,
    RoleGranted,
    RoleTaken,
    RetentionChanged,
    RetentionRun,
    AuditExported,
}

/// <summary>The words of the log.</summary>
internal static class AuditDeeds
{
    private static readonly Dictionary<string, AuditDeed> ByAction = Enum.GetValues<AuditDeed>().ToDictionary(ActionOf);

    /// <summary>Its name in the log.</summary>
    public static string ActionOf(this AuditDeed deed)
    {
        var action = new StringBuilder();
        var words = 0;
        foreach (var letter in deed.ToString())
        {
            if (char.IsUpper(letter) && words++ > 0) action.Append(words == 2 ? '.' : '_');
            action.Append(char.ToLowerInvariant(letter));
        }

        return action.ToString();
    }

    /// <summary>What was done, in the reader's words; its name in the log where there are none.</summary>
    public static string WordOf(this IStringLocalizer<AuditTexts> words, string action) => ByAction.TryGetValue(action, out var deed) ? words[$"Deed.{deed}"] : action;
}
