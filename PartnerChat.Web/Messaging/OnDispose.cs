namespace PartnerChat.Web.Messaging;

/// <summary>Does that when it is disposed, once.</summary>
internal sealed class OnDispose(Action act) : IDisposable
{
    private Action? _act = act;

    public void Dispose() => Interlocked.Exchange(ref _act, null)?.Invoke();
}
