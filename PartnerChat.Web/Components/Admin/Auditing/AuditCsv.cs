using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PartnerChat.Data.Auditing;

namespace PartnerChat.Web.Components.Admin.Auditing;

/// <summary>The audit log as lines of a table file (RFC 4180). No cell is one that a table program would take for a formula.</summary>
internal static partial class AuditCsv
{
    public const string Head = "at,actor_id,actor_email,address,action,target_type,target_id,target_email,reason,details\r\n";

    // The wide ones too: programs of readers of Chinese and Japanese take them for the others.
    private static readonly char[] BeginsFormula = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

    public static string Line(AuditRow row) => string.Join(',', Cells(row).Select(Cell)) + "\r\n";

    private static string?[] Cells(AuditRow row) =>
    [
        row.At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), row.ActorId.ToString(), row.ActorEmail, row.Address, row.Action, row.TargetType,
        row.TargetId?.ToString(), row.TargetEmail, row.Reason, row.Details,
    ];

    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        // Programs skip what stands blank before an equals sign.
        var isFormula = value.AsSpan().TrimStart() is [var begin, ..] && BeginsFormula.Contains(begin) || BeginsFormula.Contains(value[0]);
        // Whoever opens the file as one of tabs or semicolons has a cell after each, whatever quotes say.
        var safe = AfterSeparator().Replace(isFormula ? $"'{value}" : value, "$1'");
        return safe.AsSpan().ContainsAny(",\"\r\n;") || isFormula ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    [GeneratedRegex(@"([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])")]
    private static partial Regex AfterSeparator();

    /// <summary>Says to a table program that what follows is UTF-8.</summary>
    public static ReadOnlyMemory<byte> Mark { get; } = Encoding.UTF8.GetPreamble();
}
