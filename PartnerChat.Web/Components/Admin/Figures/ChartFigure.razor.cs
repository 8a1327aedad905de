using Microsoft.AspNetCore.Components;
using MudBlazor;
using MudBlazor.Charts;

namespace PartnerChat.Web.Components.Admin.Figures;

/// <summary>A line of a chart. Null is a gap.</summary>
public sealed record ChartLine(string Name, IReadOnlyList<double?> Values);

/// <summary>What a chart shows.</summary>
/// <param name="At">What the labels are: a day, an hour.</param>
/// <param name="Tell">How a value is said.</param>
public sealed record FigureChart(string Title, ChartType Kind, string At, IReadOnlyList<string> Labels, IReadOnlyList<ChartLine> Lines, Func<double, string> Tell);

public sealed partial class ChartFigure
{
    private const int MostLabels = 4;
    private const double BarWidth = .7;
    private static readonly string[] Colours = ["var(--pc-lamp-ink)", "var(--pc-ink-2)"];

    [Parameter, EditorRequired]
    public FigureChart Chart { get; set; } = null!;

    private List<ChartSeries<double>> Drawn => [.. Chart.Lines.Select(s => new ChartSeries<double> { Name = s.Name, Data = new ChartData<double>(s.Values) })];

    private IChartOptions Options => Chart.Kind == ChartType.Bar
        ? new BarChartOptions
        {
            ChartPalette = Colours,
            ShowLegend = Chart.Lines.Count > 1,
            ShowToolTips = false,
            YAxisToStringFunc = Chart.Tell,
            MaxNumYAxisTicks = 5,
            XAxisLines = false,
            BarWidthRatio = BarWidth,
        }
        : new LineChartOptions
        {
            ChartPalette = Colours,
            ShowLegend = Chart.Lines.Count > 1,
            ShowToolTips = false,
            YAxisToStringFunc = Chart.Tell,
            MaxNumYAxisTicks = 5,
            XAxisLines = false,
            LineStrokeWidth = 2,
            YAxisRequireZeroPoint = true,
            InterpolationOption = InterpolationOption.Straight,
        };

    // A label for each would stand over its neighbours.
    private string[] Shown => [.. Chart.Labels.Select((label, i) => i % ((Chart.Labels.Count + MostLabels - 1) / MostLabels) == 0 ? label : "")];

    private string Spoken => $"{Chart.Title}. {string.Join(". ", Chart.Lines.Select(Spread))}";

    private string Spread(ChartLine line)
    {
        var told = line.Values.OfType<double>().ToList();
        return told.Count == 0 ? $"{line.Name}: {T["NothingToDraw"]}" : T["Spread", line.Name, Chart.Tell(told.Min()), Chart.Tell(told.Max()), Chart.Tell(told[^1])];
    }
}
