using System.Net.WebSockets;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>One socket on one <see cref="ChatSession"/>: a loop that reads frames, a loop that writes them, and how they end.</summary>
internal sealed class PartnerChatSocket(WebSocket socket, GatheringStream line, ChatSession session, BadFrameLimit badFrames, TimeProvider time) : IDisposable
{
    /// <summary>For the client's close frame after ours, and for one of ours that does not get out.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly SocketLife _life = new();

    /// <summary>Serves until one of the two closes, or the line breaks.</summary>
    public async Task RunAsync()
    {
        using var writer = new SocketWriter(socket, line, session, _life, time);
        using var reader = new SocketReader(socket, session, writer, _life, badFrames, time);
        var both = Task.WhenAll(EndingAsync(reader.RunAsync()), EndingAsync(writer.RunAsync()));
        await _life.WaitForEndAsync();
        await both.WaitAsync(Farewell, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Abort();
        await both;
    }

    /// <summary>Ends it; the first to say so decides how.</summary>
    public void Close(SocketClose how) => _life.Close(how);

    public void Dispose() => _life.Dispose();

    // Whatever ends one loop ends the socket: half of it would be there for nobody.
    private async Task EndingAsync(Task loop)
    {
        try
        {
            await loop;
        }
        finally
        {
            Close(SocketClose.Broken);
        }
    }
}
