using System.Text.Json;

namespace PartnerChat.Benchmarks.Results;

/// <summary>Writes a run down: <c>results.json</c> for programs, <c>results.md</c> for people.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task WriteAsync(string folder, Machine machine, Report report, DateTimeOffset at, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var all = new { at, machine, figures = report.Figures, tables = report.Tables };
        await File.WriteAllTextAsync(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(all, Readable), ct);
        var parts = new List<string> { $"# Measured {at:yyyy-MM-dd HH:mm} UTC", machine.ToString(), Table.Of(report.Figures).ToMarkdown() };
        parts.AddRange(report.Tables.Select(t => t.ToMarkdown()));
        await File.WriteAllTextAsync(Path.Combine(folder, "results.md"), string.Join(Environment.NewLine + Environment.NewLine, parts), ct);
    }
}
