using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerChat.Web.Components.Admin.Figures;
using PartnerChat.Web.Components.Admin.Lists;
using PartnerChat.Web.Diagnostics;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Admin;

/// <summary>How the server is doing: numbers and drawings, of nobody in particular. They are read again every minute.</summary>
public sealed partial class HealthPage : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _gone = new();
    private HealthReport? _report;

    [Inject]
    private SharedHealth Health { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _report = await Health.ReportAsync(Zone, _gone.Token);
        if (RendererInfo.IsInteractive) _ = FollowAsync(_gone.Token);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(BetweenLooks, Time);
            while (await timer.WaitForNextTickAsync(ct))
            {
                _report = await Health.ReportAsync(Zone, ct);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private IEnumerable<FigureChart> Charts(HealthReport report, ServerFigures f) =>
    [
        new(T["MessagesADay"], ChartType.Bar, T["Day"], [.. f.Days.Select(d => d.Day.ToString(T["DayFormat"], Languages.Reader))],
            [new(T["Messages"], [.. f.Days.Select(d => (double?)d.Messages)])], Whole),
        new(T["Delivery.ByHour"], ChartType.Line, T["Hour"], [.. f.Deliveries.Select(d => Clock(d.At))],
            [new(T["Half"], [.. f.Deliveries.Select(d => d.Half?.TotalMilliseconds)]), new(T["NinetyNine"], [.. f.Deliveries.Select(d => d.Most?.TotalMilliseconds)])],
            ms => T.Took(TimeSpan.FromMilliseconds(ms))),
        new(T["Live.ByQuarter"], ChartType.Line, T["Hour"], [.. f.Live.Select(l => Clock(l.At))],
            [new(T["LivePages"], [.. f.Live.Select(l => (double?)l.Circuits)]), new(T["LiveSockets"], [.. f.Live.Select(l => (double?)l.Sockets)])], Whole),
        new(T["DatabaseSize"], ChartType.Line, T["Day"], [.. report.Sizes.Select(s => T.Day(s.At, Zone, Time))],
            [new(T["Size"], [.. report.Sizes.Select(s => (double?)s.Bytes)])], bytes => T.Size((long)bytes)),
    ];

    private static string Whole(double value) => value.ToString("N0", Languages.Reader);

    private string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("HH:mm", Languages.Reader);

    private static string Number(int number) => number.ToString("N0", Languages.Reader);
}
