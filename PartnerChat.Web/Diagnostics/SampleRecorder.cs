using PartnerChat.Data.Figures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Diagnostics;

/// <summary>Writes down every minute how this node does: one row for each quarter of an hour, so a restart loses a minute at most.</summary>
internal sealed partial class SampleRecorder(SampleStore store, LiveCounts live, DeliveryTimes deliveries, ServerRun run, TimeProvider time, ILogger<SampleRecorder> logger)
    : BackgroundService
{
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Kept = TimeSpan.FromDays(28);

    private readonly int[] _deliveries = new int[LatencyScale.Steps];
    private DateTimeOffset _at;
    private int _circuitsPeak;
    private int _socketsPeak;
    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            await WriteAsync(ct);
            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e.GetType().Name);
            _isAway = true;
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var at = now - TimeSpan.FromTicks(now.Ticks % Quarter.Ticks);
        var isNew = at != _at;
        if (isNew) Begin(at);
        var (circuits, sockets) = (live.Circuits, live.Sockets);
        (_circuitsPeak, _socketsPeak) = (Math.Max(_circuitsPeak, live.TakeCircuitsPeak()), Math.Max(_socketsPeak, sockets));
        var counted = deliveries.Take();
        for (var step = 0; step < counted.Length; step++) _deliveries[step] += counted[step];
        var database = await store.GetDatabaseAsync(ct);
        await store.WriteAsync(new ServerSample
        {
            At = at,
            Node = run.Node,
            SeenAt = now,
            Circuits = circuits,
            CircuitsPeak = _circuitsPeak,
            Sockets = sockets,
            SocketsPeak = _socketsPeak,
            Deliveries = _deliveries.AsSpan().TrimEnd(0).ToArray(),
            DatabaseBytes = database.Bytes,
        }, ct);
        if (isNew) await store.ExpireAsync(now - Kept, ct);
    }

    private void Begin(DateTimeOffset at)
    {
        (_at, _circuitsPeak, _socketsPeak) = (at, 0, 0);
        Array.Clear(_deliveries);
    }

    [LoggerMessage(LogLevel.Warning, "How this server does could not be written down: {Fault}")]
    private partial void LogAway(string fault);
}
