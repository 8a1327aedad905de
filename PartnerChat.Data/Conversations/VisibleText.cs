namespace PartnerChat.Data.Conversations;

/// <summary>What there has to be in a text so that there is something to see: the table's own check, the last door behind the rule.</summary>
public static class VisibleText
{
    /// <summary>
    /// A regular expression of PostgreSQL's: a character that is neither white space nor a format character (Cf) nor default-ignorable, of Unicode 16, each named,
    /// so that it says the same in every version and locale.
    /// </summary>
    public const string Pattern =
        @"[^\u0009-\u000D\u0020\u0085\u00A0\u00AD\u034F\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F"
        + @"\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB"
        + @"\U000110BD\U000110CD\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]";

    /// <summary>That a text has one, in SQL. By code points alone, whatever the database's collation.</summary>
    internal static string IsIn(string column) => $"{column} COLLATE \"C\" ~ '{Pattern}'";
}
