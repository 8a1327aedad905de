using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Diagnostics;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Admin.Figures;

/// <summary>Three drawings of how the server does, above the list of conversations.</summary>
public sealed partial class Measures : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ServerFigures? _figures;

    [Inject]
    private SharedHealth Health { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    private string Clock => TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Zone).ToString("HH:mm", Languages.Reader);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _figures = (await Health.ReportAsync(Zone, _gone.Token)).Figures;
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private string LiveThen(ServerFigures figures)
    {
        var most = figures.Live.MaxBy(l => l.All);
        if (most is null || most.All <= figures.Now.All) return T["LiveNow"];
        var at = TimeZoneInfo.ConvertTime(most.At, Zone);
        var isToday = at.Date == TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Zone).Date;
        return T[isToday ? "LiveToday" : "LiveYesterday", Number(most.All), at.ToString("HH:mm", Languages.Reader)];
    }

    private static IReadOnlyList<double?> Millis(ServerFigures figures, Func<DeliveryPoint, TimeSpan?> part) => [.. figures.Deliveries.Select(d => part(d)?.TotalMilliseconds)];

    private static string Number(long number) => number.ToString("N0", Languages.Reader);
}
