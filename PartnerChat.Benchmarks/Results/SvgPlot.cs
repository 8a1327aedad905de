using System.Globalization;
using System.Net;
using System.Text;

namespace PartnerChat.Benchmarks.Results;

/// <summary>One line of a plot; the first value of a point is where it stands on the logarithmic axis below.</summary>
internal sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A plot as SVG: steps of ten below, even steps beside, from zero.</summary>
internal sealed class SvgPlot(string title, string below, string beside, IReadOnlyList<PlotLine> lines)
{
    private const int Width = 720, Height = 420, Left = 80, Right = 170, Top = 48, Bottom = 56, Steps = 5;
    private static readonly int[] RoundSteps = [1, 2, 5, 10];
    private static readonly string[] Colors = ["#1f6f8b", "#c2571a", "#5b7f2b", "#7a4fa3", "#8a6d00"];

    private readonly double _least = Math.Log10(lines.SelectMany(l => l.Points).Min(p => p.X));
    private readonly double _most = Math.Log10(lines.SelectMany(l => l.Points).Max(p => p.X));
    private readonly double _top = Round(lines.SelectMany(l => l.Points).Max(p => p.Y));

    public string ToSvg()
    {
        var svg = new StringBuilder(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n"));
        svg.Append(Invariant($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n"));
        svg.Append(Text(Left, Top - 20, title, "start", "font-size=\"15\" font-weight=\"bold\""));
        svg.Append(Text(Left + ((Width - Left - Right) / 2.0), Height - 12, below, "middle"));
        svg.Append(Text(Left, Top - 4, beside, "start", "fill=\"#555\""));
        for (var step = 0; step <= Steps; step++)
        {
            var value = _top * step / Steps;
            svg.Append(Invariant($"<path d=\"M{Left} {Y(value):0.0}H{Width - Right}\" stroke=\"#ddd\"/>\n")).Append(Text(Left - 8, Y(value) + 4, Table.Number(value), "end"));
        }

        foreach (var x in lines.SelectMany(l => l.Points).Select(p => p.X).Distinct().Order()) svg.Append(Text(X(x), Height - Bottom + 18, x.ToString("#,0", CultureInfo.InvariantCulture), "middle"));
        for (var i = 0; i < lines.Count; i++) Draw(svg, i);
        return svg.Append("</svg>\n").ToString();
    }

    private void Draw(StringBuilder svg, int line)
    {
        var (color, points) = (Colors[line % Colors.Length], lines[line].Points);
        svg.Append(Invariant($"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" points=\"{string.Join(' ', points.Select(p => Invariant($"{X(p.X):0.0},{Y(p.Y):0.0}")))}\"/>\n"));
        foreach (var (x, y) in points) svg.Append(Invariant($"<circle cx=\"{X(x):0.0}\" cy=\"{Y(y):0.0}\" r=\"3.5\" fill=\"{color}\"/>\n"));
        svg.Append(Text(Width - Right + 12, Top + 12 + (18 * line), lines[line].Name, "start", $"fill=\"{color}\""));
    }

    private double X(double value) => Left + ((Width - Left - Right) * (_most > _least ? (Math.Log10(value) - _least) / (_most - _least) : 0.5));

    private double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * value / _top);

    // The next 1, 2 or 5 with zeroes.
    private static double Round(double value)
    {
        var ten = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1e-9))));
        return ten * RoundSteps.First(step => step * ten >= value);
    }

    private static string Text(double x, double y, string text, string anchor, string more = "") =>
        Invariant($"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\" {more}>{WebUtility.HtmlEncode(text)}</text>\n");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
