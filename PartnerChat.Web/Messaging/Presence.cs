using System.Collections.Concurrent;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Who is here now, in memory: a partner is online while a session of theirs is live, and for 5 s after the last one went, so that a reload
/// tells nothing.
/// </summary>
public sealed partial class Presence(ConversationEventBus bus, RelationshipStore relationships, TimeProvider time, ILogger<Presence> logger)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Coarseness = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(Guid, PartnerSide), Attendance> _attendances = new();

    /// <summary>Whether a session of that partner is live, or was until just now.</summary>
    public bool IsOnline(Guid conversationId, PartnerSide side) => _attendances.TryGetValue((conversationId, side), out var there) && !there.HasEnded;

    /// <summary>A session of this participant is live until the answer is disposed.</summary>
    public IDisposable Enter(Participant participant)
    {
        var key = (participant.ConversationId, participant.Side);
        while (true)
        {
            var attendance = _attendances.GetOrAdd(key, static (_, p) => new Attendance(p), participant);
            var came = attendance.Enter();
            if (came is null) continue;
            if (came.Value) Tell(participant, isOnline: true);
            return new OnDispose(() => Leave(attendance));
        }
    }

    /// <summary>A time that says when somebody was here without saying it to the minute.</summary>
    public static DateTimeOffset? Coarse(DateTimeOffset? at) => at is { } t ? new DateTimeOffset(t.UtcTicks - (t.UtcTicks % Coarseness.Ticks), TimeSpan.Zero) : null;

    private void Leave(Attendance attendance)
    {
        if (attendance.Leave() is not { } visit) return;
        ITimer? timer = null;
        timer = time.CreateTimer(_ =>
        {
            timer?.Dispose();
            if (!attendance.TryEnd(visit)) return;
            // Told before it is removed: whoever comes back now waits for that, so that "here" is never overtaken by "gone".
            Tell(attendance.Participant, isOnline: false);
            _attendances.TryRemove(new((attendance.Participant.ConversationId, attendance.Participant.Side), attendance));
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Grace, Timeout.InfiniteTimeSpan);
    }

    private void Tell(Participant participant, bool isOnline)
    {
        var now = time.GetUtcNow();
        bus.Publish(new PresenceChanged(participant.ConversationId, participant.Side, isOnline, Coarse(now)));
        _ = RememberAsync(participant, now);
    }

    private async Task RememberAsync(Participant participant, DateTimeOffset at)
    {
        try
        {
            await relationships.SetLastSeenAsync(participant.RelationshipId, participant.Side, at, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The app has stopped in the meantime.
        }
        catch (Exception e)
        {
            // The time is coarse and the next visit writes a newer one.
            LogNotRemembered(logger, e.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "When a partner was last here was not stored: {Fault}")]
    private static partial void LogNotRemembered(ILogger logger, string fault);

    /// <summary>The live sessions of one partner.</summary>
    private sealed class Attendance(Participant participant)
    {
        private readonly Lock _gate = new();
        private int _live;
        private int _visits;
        private bool _told;
        private bool _ended;

        public Participant Participant { get; } = participant;

        public bool HasEnded
        {
            get { lock (_gate) return _ended; }
        }

        /// <summary>Whether they came just now; null when this attendance has ended and a new one is due.</summary>
        public bool? Enter()
        {
            lock (_gate)
            {
                if (_ended) return null;
                _live++;
                _visits++;
                var came = !_told;
                _told = true;
                return came;
            }
        }

        /// <summary>The visit that ended with the last session, or null while others are live.</summary>
        public int? Leave()
        {
            lock (_gate) return --_live == 0 ? _visits : null;
        }

        public bool TryEnd(int visit)
        {
            lock (_gate)
            {
                if (_ended || _live > 0 || _visits != visit) return false;
                return _ended = true;
            }
        }
    }
}
