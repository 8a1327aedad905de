using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>How many frames of one socket may be none, in any minute.</summary>
internal sealed class BadFrameLimit(int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<long> _at = new();

    /// <summary>Counts one; false when that is one too many.</summary>
    public bool TryAdd()
    {
        lock (_at)
        {
            while (_at.TryPeek(out var first) && time.GetElapsedTime(first) > Window) _at.Dequeue();
            if (_at.Count == perMinute) return false;
            _at.Enqueue(time.GetTimestamp());
            return true;
        }
    }
}
