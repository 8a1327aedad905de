using System.Globalization;
using System.Text;
using PartnerChat.Data.Auditing;

namespace PartnerChat.Web.Components.Admin.Auditing;

/// <summary>The audit log as lines of a table file (RFC 4180). No cell is one that a table program would take for a formula.</summary>
internal static class AuditCsv
{
    public const string Head = "at,actor_id,actor_email,address,action,target_type,target_id,target_email,reason,details\r\n";

    private static readonly char[] BeginsFormula = ['=', '+', '-', '@', '\t', '\r', '\n'];

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
        var safe = isFormula ? $"'{value}" : value;
        return safe.AsSpan().ContainsAny(",\"\r\n;") || isFormula ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>Says to a table program that what follows is UTF-8.</summary>
    public static ReadOnlyMemory<byte> Mark { get; } = Encoding.UTF8.GetPreamble();
}
