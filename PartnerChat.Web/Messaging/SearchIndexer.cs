using PartnerChat.Data.Search;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Makes the blocks in which a long conversation is searched. Nobody waits for it: what it has not reached yet is searched in the messages themselves. It asks the
/// database what is missing, so a restart or a crash loses nothing, and of several nodes one works at a time.
/// </summary>
public sealed partial class SearchIndexer(SearchIndexStore index, TimeProvider time, ILogger<SearchIndexer> logger) : BackgroundService
{
    private const int RoundSize = 64;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

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
            while (await index.IndexAsync(RoundSize, ct) == RoundSize)
            {
                // There may be more.
            }

            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e, e.GetType().Name);
            _isAway = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is searched could not be brought up to date: {Fault}")]
    private partial void LogAway(Exception exception, string fault);
}
