using System.Collections.Concurrent;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Tells open circuits and sockets that their sign-in is not good any more: within 5 s, with one query every 2 s for all of them.</summary>
internal sealed partial class SignInWatch(AccountSessionStore store, TimeProvider time, ILogger<SignInWatch> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TouchedAgain = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Watched, SignIn> _watched = new();
    private bool _isAway;
    private long? _touched;

    /// <summary>Calls <paramref name="ended"/>, at most once, when the session ends, the account is locked, or its stamp changes; not after the answer was disposed.</summary>
    public IDisposable Watch(SignIn signIn, Action ended)
    {
        var watched = new Watched(this, ended);
        _watched[watched] = signIn;
        return watched;
    }

    /// <summary>That session ended on this node.</summary>
    public void Tell(Guid sessionId) => Tell(signIn => signIn.SessionId == sessionId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var signIns = _watched.Values.Select(s => s.Claimed).ToHashSet();
        if (signIns.Count == 0) return;
        try
        {
            var ended = (await store.FindEndedAsync(signIns, ct)).ToHashSet();
            _isAway = false;
            if (ended.Count > 0) Tell(signIn => ended.Contains(signIn.Claimed));
            await TouchAsync(signIns.Except(ended), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (!_isAway) LogUnanswered(logger, e.GetType().Name);
            _isAway = true;
        }
    }

    // Whoever has a page open is there, also without asking for another.
    private async Task TouchAsync(IEnumerable<ClaimedSession> open, CancellationToken ct)
    {
        if (_touched is { } at && time.GetElapsedTime(at) < TouchedAgain) return;
        _touched = time.GetTimestamp();
        await store.TouchAsync([.. open.Select(s => s.SessionId).Distinct()], ct);
    }

    private void Tell(Func<SignIn, bool> hasEnded)
    {
        foreach (var (watched, signIn) in _watched)
        {
            if (!hasEnded(signIn) || !_watched.TryRemove(watched, out _)) continue;
            try
            {
                watched.Ended();
            }
            catch (Exception e)
            {
                // One that fails keeps nobody else from being told.
                LogNotTold(logger, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether those who are here are still signed in was not answered ({Fault}); it is asked again")]
    private static partial void LogUnanswered(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Error, "A session that ended could not be told")]
    private static partial void LogNotTold(ILogger logger, Exception fault);

    private sealed class Watched(SignInWatch watch, Action ended) : IDisposable
    {
        public void Ended() => ended();

        public void Dispose() => watch._watched.TryRemove(this, out _);
    }
}
