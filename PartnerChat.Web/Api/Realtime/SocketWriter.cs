using System.Net.WebSockets;
using System.Threading.Channels;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>
/// Writes what happens, and answers. What cannot be written waits in the session's bounded queue: a client that reads slowly lags, catches up
/// from the store, and holds up nobody.
/// </summary>
internal sealed class SocketWriter(WebSocket socket, ChatSession session, SocketLife life, TimeProvider time)
{
    private const int MostAnswers = 64;

    /// <summary>A write that takes longer goes to nobody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<byte[]> _answers = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostAnswers) { SingleReader = true });
    private long _told;

    /// <summary>Waits while too many answers are unread: whoever asks faster than they read is not read from.</summary>
    public async Task AnswerAsync(ErrorFrame error) => await _answers.Writer.WriteAsync(FrameWriter.Write(error), life.Leaving);

    /// <inheritdoc cref="AnswerAsync"/>
    public async Task AnswerRepeatAsync(MessageRecord message) => await _answers.Writer.WriteAsync(FrameWriter.WriteRepeat(message), life.Leaving);

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

    private async Task WriteUntilEndAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(life.Leaving);
        await using var events = session.ReadEventsAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var happened = events.MoveNextAsync().AsTask();
        try
        {
            var asked = _answers.Reader.WaitToReadAsync(stop.Token).AsTask();
            while (true)
            {
                await Task.WhenAny(happened, asked);
                stop.Token.ThrowIfCancellationRequested();
                while (_answers.Reader.TryRead(out var answer)) await WriteAsync(answer);
                if (asked.IsCompleted) asked = _answers.Reader.WaitToReadAsync(stop.Token).AsTask();
                if (!happened.IsCompleted) continue;
                if (!await happened) return;
                await WriteAsync(events.Current);
                happened = events.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // An enumerator may be let go of only at rest.
            await stop.CancelAsync();
            await ((Task)happened).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(ConversationEvent @event)
    {
        foreach (var frame in FrameWriter.Write(@event, session.Me.Side)) await WriteAsync(frame);
        switch (@event)
        {
            case MessageSent { Message: var message }:
                // From the last one on that was told, own ones too: one range, however many came.
                if (IsUndelivered(message)) _ = session.MarkDeliveredAsync(_told == 0 ? message.Seq - 1 : _told, message.Seq);
                _told = message.Seq;
                break;
            case MessageChanged { Message: var message } when IsUndelivered(message):
                _ = session.MarkDeliveredAsync(message.Seq - 1, message.Seq);
                break;
            case ConversationEnded:
                life.Close(SocketClose.RelationshipEnded);
                break;
        }
    }

    private bool IsUndelivered(MessageRecord message) => message.SenderId != session.Me.Side && message.DeliveredAt is null;

    private async Task WriteAsync(byte[] frame)
    {
        var writing = socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        if (writing.IsCompletedSuccessfully) await writing;
        else await writing.AsTask().WaitAsync(Patience, time);
    }

    private async Task SayFarewellAsync()
    {
        var how = await life.End;
        if (how == SocketClose.Broken) return;
        try
        {
            while (_answers.Reader.TryRead(out var answer)) await WriteAsync(answer);
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
