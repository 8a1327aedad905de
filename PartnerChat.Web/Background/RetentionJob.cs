using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Background;

/// <summary>Looks every ten minutes, and when an admin asks, for what is due to be deleted.</summary>
internal sealed partial class RetentionJob(RetentionService retention, TimeProvider time, ILogger<RetentionJob> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(10);

    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        var (tick, asked) = (Task.CompletedTask, Task.CompletedTask);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (tick.IsCompleted) tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            if (asked.IsCompleted) asked = retention.WaitUntilAskedAsync(stoppingToken);
            await RunAsync(stoppingToken);
            await Task.WhenAny(tick, asked);
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await retention.RunAsync(ct);
            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e, e.GetType().Name);
            _isAway = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is due could not be deleted now: {Fault}")]
    private partial void LogAway(Exception exception, string fault);
}
