using System.Collections.Concurrent;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Tells a user's open pages what they chose anew: on this node at once, from another one within 2 s, with one query for all who have pages here.
/// </summary>
public sealed partial class SettingsFeed(UserSettingsStore store, TimeProvider time, ILogger<SettingsFeed> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Watch, byte> _watches = new();
    private bool _isAway;

    /// <summary>Calls <paramref name="changed"/> with what is newer than <paramref name="known"/>, until the answer is disposed.</summary>
    public IDisposable Follow(Guid userId, SettingsRecord known, Action<SettingsRecord> changed)
    {
        var watch = new Watch(userId, known.UpdatedAt, changed);
        _watches[watch] = 0;
        return new OnDispose(() => _watches.TryRemove(watch, out _));
    }

    /// <summary>That user's settings are these now.</summary>
    public void Tell(Guid userId, SettingsRecord settings)
    {
        foreach (var watch in _watches.Keys.Where(w => w.UserId == userId))
        {
            try
            {
                watch.Tell(settings);
            }
            catch (Exception e)
            {
                // One that fails keeps nobody else from being told.
                LogNotTold(e);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var known = _watches.Keys.GroupBy(w => w.UserId, w => w.Known, (user, times) => KeyValuePair.Create(user, times.Min())).ToArray();
        if (known.Length == 0) return;
        try
        {
            foreach (var (userId, settings) in await store.FindNewerAsync(known, ct)) Tell(userId, settings);
            _isAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_isAway) LogAway(e.GetType().Name);
            _isAway = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not say which settings changed: {Fault}")]
    private partial void LogAway(string fault);

    [LoggerMessage(LogLevel.Error, "A page could not be told of its user's settings")]
    private partial void LogNotTold(Exception fault);

    private sealed class Watch(Guid userId, DateTimeOffset known, Action<SettingsRecord> changed)
    {
        private readonly Lock _gate = new();

        public Guid UserId => userId;

        public DateTimeOffset Known { get; private set; } = known;

        public void Tell(SettingsRecord settings)
        {
            lock (_gate)
            {
                if (settings.UpdatedAt <= Known) return;
                Known = settings.UpdatedAt;
                changed(settings);
            }
        }
    }
}
