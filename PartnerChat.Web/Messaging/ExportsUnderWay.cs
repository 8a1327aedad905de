using Microsoft.Extensions.Options;

namespace PartnerChat.Web.Messaging;

/// <summary>What an export is written as.</summary>
public enum ExportFormat
{
    /// <summary>A page to read.</summary>
    Html,

    /// <summary>Data for programs.</summary>
    Json,
}

/// <summary>How an export came to its end.</summary>
public enum ExportOutcome
{
    /// <summary>All of it is written.</summary>
    Done,

    /// <summary>Its user stopped it.</summary>
    Stopped,

    /// <summary>The line broke, the database stayed away, or they may not read it any more.</summary>
    Broken,
}

/// <summary>How far an export is.</summary>
/// <param name="Of">How many messages there were at its start.</param>
/// <param name="Outcome">Null while it is on its way.</param>
public sealed record ExportState(Guid Id, Guid ConversationId, ExportFormat Format, int Done, int Of, ExportOutcome? Outcome);

/// <summary>The exports on their way on this node: how many a user may have at once, and how far they are, for the user's own pages.</summary>
public sealed class ExportsUnderWay(IOptions<LimitOptions> limits, TimeProvider time)
{
    /// <summary>How long it is known how one ended, for a page that comes again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<(Guid UserId, ExportState State, DateTimeOffset At)> _ended = [];
    private readonly Dictionary<Guid, (Guid UserId, ExportRun Run)> _runs = [];
    private readonly List<(Guid UserId, Action<ExportState> Tell)> _followers = [];

    /// <summary>Begins one; null where this user, or everybody together, has enough of them.</summary>
    internal ExportRun? TryBegin(Guid userId, Guid conversationId, ExportFormat format)
    {
        lock (_gate)
        {
            if (_runs.Count >= limits.Value.Exports || _runs.Values.Count(r => r.UserId == userId) >= limits.Value.ExportsPerUser) return null;
            var run = new ExportRun(new ExportState(Guid.CreateVersion7(time.GetUtcNow()), conversationId, format, 0, 0, null), time, state => Tell(userId, state));
            _runs[run.State.Id] = (userId, run);
            return run;
        }
    }

    /// <summary>Tells of each step of that user's exports, at once of those on their way and of those that ended a moment ago, until the answer is disposed. Exports on other nodes are not known here.</summary>
    public IDisposable Follow(Guid userId, Action<ExportState> tell)
    {
        var follower = (userId, tell);
        ExportState[] known;
        lock (_gate)
        {
            _followers.Add(follower);
            known = [.. _ended.Where(e => e.UserId == userId).Select(e => e.State), .. _runs.Values.Where(r => r.UserId == userId).Select(r => r.Run.State)];
        }

        foreach (var state in known) tell(state);
        return new OnDispose(() =>
        {
            lock (_gate) _followers.Remove(follower);
        });
    }

    /// <summary>Ends an export of that user's; what is not there changes nothing.</summary>
    public void Stop(Guid userId, Guid exportId)
    {
        (Guid UserId, ExportRun Run) found;
        lock (_gate) found = _runs.GetValueOrDefault(exportId);
        if (found.Run is not null && found.UserId == userId) found.Run.Stop();
    }

    private void Tell(Guid userId, ExportState state)
    {
        Action<ExportState>[] followers;
        lock (_gate)
        {
            if (state.Outcome is not null) Remember(userId, state);
            followers = [.. _followers.Where(f => f.UserId == userId).Select(f => f.Tell)];
        }

        foreach (var tell in followers) tell(state);
    }

    private void Remember(Guid userId, ExportState ended)
    {
        var now = time.GetUtcNow();
        _runs.Remove(ended.Id);
        _ended.RemoveAll(e => now - e.At > Remembered);
        _ended.Add((userId, ended, now));
    }
}
