using System.Net.WebSockets;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>
/// Writes what happens, and answers; frames that are due together in one write. What cannot be written waits in the session's bounded queue: a client that reads
/// slowly lags, catches up from the store, and holds up nobody.
/// </summary>
internal sealed class SocketWriter(WebSocket socket, GatheringStream line, ChatSession session, SocketLife life, TimeProvider time) : IDisposable
{
    private const int MostGathered = 32 * 1024;

    /// <summary>A write that takes longer goes to nobody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<(long After, long UpTo)> _gathered = [];
    private long _told;

    /// <summary>Waits until it is written: whoever asks faster than they read is not read from.</summary>
    public Task AnswerAsync(ErrorFrame error) => AnswerAsync(FrameWriter.Write(error));

    /// <inheritdoc cref="AnswerAsync(ErrorFrame)"/>
    public Task AnswerRepeatAsync(MessageRecord message) => AnswerAsync(FrameWriter.WriteRepeat(message));

    public async Task RunAsync()
    {
        try
        {
            await WriteUntilEndAsync();
            await SayFarewellAsync();
        }
        catch (OperationCanceledException) when (life.Leaving.IsCancellationRequested)
        {
            await SayFarewellAsync();
        }
        catch (Exception e) when (IsBroken(e))
        {
            life.Close(SocketClose.Broken);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task WriteUntilEndAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(life.Leaving);
        await using var events = session.ReadEventsAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(events, stop))
        {
            await GatherAsync(events.Current);
            if (line.Waiting > MostGathered) await ReleaseAsync();
        }
    }

    // What is gathered goes out before the next is waited for.
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ConversationEvent> events, CancellationTokenSource stop)
    {
        var next = events.MoveNextAsync();
        if (next.IsCompleted) return await next;
        var happening = next.AsTask();
        try
        {
            await ReleaseAsync();
            return await happening;
        }
        catch
        {
            // An enumerator may be let go of only at rest.
            await stop.CancelAsync();
            await ((Task)happening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async ValueTask GatherAsync(ConversationEvent @event)
    {
        line.Hold();
        foreach (var frame in FrameWriter.Write(@event, session.Me.Side)) await SendAsync(frame);
        switch (@event)
        {
            case MessageSent { Message: var message }:
                // From the last one on that was told, own ones too: one range, however many came.
                if (IsUndelivered(message)) _gathered.Add((_told == 0 ? message.Seq - 1 : _told, message.Seq));
                _told = message.Seq;
                break;
            case MessageChanged { Message: var message } when IsUndelivered(message):
                _gathered.Add((message.Seq - 1, message.Seq));
                break;
            case ConversationEnded:
                life.Close(SocketClose.RelationshipEnded);
                break;
        }
    }

    private bool IsUndelivered(MessageRecord message) => message.SenderId != session.Me.Side && message.DeliveredAt is null;

    private async Task ReleaseAsync()
    {
        await WaitForAsync(line.ReleaseAsync(CancellationToken.None));
        foreach (var (after, upTo) in _gathered) _ = session.MarkDeliveredAsync(after, upTo);
        _gathered.Clear();
    }

    private async Task AnswerAsync(byte[] frame)
    {
        await SendAsync(frame);
        await WaitForAsync(line.ReleaseAsync(CancellationToken.None));
    }

    private async Task SendAsync(byte[] frame)
    {
        await _turn.WaitAsync(life.Leaving);
        try
        {
            await WaitForAsync(socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None).AsTask());
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task WaitForAsync(Task writing) => writing.IsCompleted ? writing : writing.WaitAsync(Patience, time);

    private async Task SayFarewellAsync()
    {
        var how = await life.End;
        if (how == SocketClose.Broken) return;
        try
        {
            await ReleaseAsync();
            await socket.CloseOutputAsync(how.Status, how.Reason, CancellationToken.None);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // Nobody hears it.
            socket.Abort();
        }
    }

    private static bool IsBroken(Exception e) => e is WebSocketException or TimeoutException or OperationCanceledException or ObjectDisposedException;
}
