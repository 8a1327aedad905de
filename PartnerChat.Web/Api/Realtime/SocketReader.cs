using System.Net.WebSockets;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>Reads what a client says and hands it to its session. It waits while too much of that is unanswered.</summary>
internal sealed class SocketReader(WebSocket socket, ChatSession session, SocketWriter answers, SocketLife life, BadFrameLimit badFrames, TimeProvider time) : IDisposable
{
    private const int SendsAtOnce = 32;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly FrameReader _frames = new(socket);
    private readonly SemaphoreSlim _sends = new(SendsAtOnce);

    public async Task RunAsync()
    {
        try
        {
            while (await ReadAsync() is { Kind: not ReceivedKind.Close } received)
            {
                if (received.Kind == ReceivedKind.TooLong) life.Close(SocketClose.TooLong);
                // After our close frame the client's is all that is waited for.
                else if (!life.End.IsCompleted) await HandleUntilEndAsync(received.Frame);
            }

            life.Close(SocketClose.ByClient);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            life.Close(SocketClose.Broken);
        }
    }

    public void Dispose() => _sends.Dispose();

    private Task<(ReceivedKind Kind, ClientFrame? Frame)> ReadAsync() =>
        _frames.ReadAsync((kind, bytes) => (kind, kind == ReceivedKind.Text ? ClientFrame.Parse(bytes.Span) : null));

    private async Task HandleUntilEndAsync(ClientFrame? frame)
    {
        try
        {
            await HandleAsync(frame);
        }
        catch (OperationCanceledException) when (life.Leaving.IsCancellationRequested)
        {
            // It is read on: a line that goes with something unread in it takes our close frame along.
        }
    }

    private async Task HandleAsync(ClientFrame? frame)
    {
        switch (frame)
        {
            case MessageFrame message:
                await _sends.WaitAsync(life.Leaving);
                // Not awaited: the next frame may come while this one is written. The order is that of these calls.
                _ = SendAsync(message);
                break;
            case TypingFrame typing:
                session.SetTyping(typing.IsTyping);
                break;
            case ReadFrame read:
                if ((await session.MarkReadAsync(read.MessageId, life.Leaving)).Error is { } error) await answers.AnswerAsync(error.ToFrame(null));
                break;
            default:
                await AnswerBadFrameAsync(FrameErrors.Invalid());
                break;
        }
    }

    private async Task SendAsync(MessageFrame message)
    {
        try
        {
            var result = await session.SendAsync(new SendMessage(message.Content, message.ClientMessageId, message.ReplyToId), life.Leaving);
            if (result.Error is { } error)
            {
                var refusal = error.ToFrame(message.ClientMessageId, result.RetryAfter);
                await (error == ChatError.InvalidContent ? AnswerBadFrameAsync(refusal) : answers.AnswerAsync(refusal));
                // Whoever sends too fast is read from more slowly: their place is taken until they may send again.
                if (error == ChatError.RateLimited) await Task.Delay(Pause(result.RetryAfter), time, life.Leaving);
            }
            else if (result.Value is { IsRepeat: true, Message: var stored })
            {
                await answers.AnswerRepeatAsync(stored);
            }

            _sends.Release();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The socket went before the answer; the message may be stored, and its client asks again.
            life.Close(SocketClose.Broken);
        }
    }

    private static TimeSpan Pause(TimeSpan? retryAfter) => retryAfter is { } wait && wait < LongestPause ? wait : LongestPause;

    private async Task AnswerBadFrameAsync(ErrorFrame error)
    {
        await answers.AnswerAsync(error);
        if (!badFrames.TryAdd()) life.Close(SocketClose.BadFrames);
    }
}
