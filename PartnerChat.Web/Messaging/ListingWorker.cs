using PartnerChat.Data.Listings;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Keeps what the admin's list orders by a few seconds behind what happens, and counts messages for it. Nobody who writes waits for it; of several nodes one works at
/// a time. It begins with everything, so what happened while no node ran is counted too.
/// </summary>
public sealed partial class ListingWorker(ListingStore store, TimeProvider time, ILogger<ListingWorker> logger) : BackgroundService
{
    private const int RoundSize = 200;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private DateOnly _activeSince = DateOnly.MinValue;
    private DateOnly _expired;
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
            await UpdateAsync(ct);
            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e, e.GetType().Name);
            _isAway = true;
        }
    }

    private async Task UpdateAsync(CancellationToken ct)
    {
        // What comes during a round may bear the day before, on another node's clock.
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (await store.UpdateAsync(_activeSince, RoundSize, ct) is null) return;
        _activeSince = today.AddDays(-1);
        if (_expired == today) return;
        await store.ExpireAsync(ct);
        _expired = today;
    }

    [LoggerMessage(LogLevel.Warning, "The list of conversations could not be brought up to date: {Fault}")]
    private partial void LogAway(Exception exception, string fault);
}
