namespace PartnerChat.Web.Api.Realtime;

/// <summary>How long a socket lasts: until the first who says that it ends, and how.</summary>
internal sealed class SocketLife : IDisposable
{
    private readonly TaskCompletionSource<SocketClose> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _leaving = new();

    /// <summary>How it ends, once that is said.</summary>
    public Task<SocketClose> End => _end.Task;

    /// <summary>Cancelled once it ends: nothing is told any more.</summary>
    public CancellationToken Leaving => _leaving.Token;

    public void Close(SocketClose how) => _end.TrySetResult(how);

    public async Task WaitForEndAsync()
    {
        await _end.Task;
        await _leaving.CancelAsync();
    }

    public void Dispose() => _leaving.Dispose();
}
