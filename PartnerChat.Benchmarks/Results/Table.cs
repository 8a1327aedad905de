using System.Globalization;
using System.Text;

namespace PartnerChat.Benchmarks.Results;

/// <summary>Rows of text, for the screen and for a document.</summary>
internal sealed record Table(string Title, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private static readonly string[] FigureHead = ["part", "what", "figure", "yardstick, same run", "ratio", "bar", "reached"];

    public static Table Of(IEnumerable<Figure> figures) => new("Figures", FigureHead, [.. figures.Select(RowOf)]);

    /// <summary>A number as people read it: three digits that count.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    public string ToText(bool hasHead = true)
    {
        List<IReadOnlyList<string>> lines = hasHead ? [Head, .. Rows] : [.. Rows];
        var widths = Enumerable.Range(0, Head.Count).Select(c => lines.Max(l => l[c].Length)).ToList();
        var text = new StringBuilder(hasHead && Title.Length > 0 ? $"{Title}{Environment.NewLine}" : "");
        text.AppendJoin(Environment.NewLine, lines.Select(l => "  " + string.Join("  ", l.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd()));
        return text.ToString();
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"## {Title}").AppendLine();
        text.AppendLine(Line(Head)).AppendLine(Line(Head.Select(_ => "---")));
        foreach (var row in Rows) text.AppendLine(Line(row));
        return text.ToString();
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static IReadOnlyList<string> RowOf(Figure figure) =>
    [
        figure.Part, figure.What, $"{Number(figure.Value)} {figure.Unit}",
        figure.Yardstick is { } y ? $"{y.What}: {Number(y.Value)} {y.Unit}" : "",
        figure.Ratio is { } ratio ? $"{Number(ratio)} x" : "",
        figure.Bar is { } bar ? $"{(bar.IsFloor ? ">=" : "<=")} {Number(bar.Limit)} {(bar.IsRatio ? "x" : figure.Unit)}{(bar.Note.Length > 0 ? $" ({bar.Note})" : "")}" : "",
        figure.IsReached switch { true => "yes", false => "NO", null => "" },
    ];
}
