namespace PartnerChat.Web.Messaging;

/// <summary>
/// One session's "is writing": told again while it goes on, ended after 6 s of silence. Never stored. Whoever begins and stops without end
/// is not heard for the rest of the second.
/// </summary>
internal sealed class TypingSignal : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(1);
    private const int MostBegins = 5;

    private readonly Participant _me;
    private readonly ConversationEventBus _bus;
    private readonly TimeProvider _time;
    private readonly ITimer _silence;
    private readonly Lock _gate = new();
    private bool _isTyping;
    private bool _disposed;
    private long _toldAt;
    private long _countedFrom;
    private int _begins;

    public TypingSignal(Participant me, ConversationEventBus bus, TimeProvider time)
    {
        (_me, _bus, _time) = (me, bus, time);
        _silence = time.CreateTimer(_ => Set(false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(bool isTyping)
    {
        lock (_gate)
        {
            if (_disposed || (!isTyping && !_isTyping)) return;
            _silence.Change(isTyping ? Silence : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (isTyping && (_isTyping ? _time.GetElapsedTime(_toldAt) < Repeat : !MayBegin())) return;
            _isTyping = isTyping;
            _toldAt = _time.GetTimestamp();
            _bus.Publish(new TypingChanged(_me.ConversationId, _me.Side, isTyping));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Set(false);
            // Who still writes as the session goes would be writing for ever: the timer that ends it is gone.
            _disposed = true;
            _silence.Dispose();
        }
    }

    private bool MayBegin()
    {
        if (_begins == 0 || _time.GetElapsedTime(_countedFrom) >= Repeat) (_countedFrom, _begins) = (_time.GetTimestamp(), 0);
        return ++_begins <= MostBegins;
    }
}
