using System.Text;
using Microsoft.Playwright;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The line of a page's circuit, frame by frame: what the server says can be held and let go, and the line cut.</summary>
internal sealed class CircuitFrames
{
    /// <summary>What was rendered.</summary>
    public static readonly byte[] Rendering = Encoding.ASCII.GetBytes("JS.RenderBatch");

    /// <summary>The answer to what the page asked.</summary>
    public static readonly byte[] Answer = Encoding.ASCII.GetBytes("JS.EndInvokeDotNet");

    private readonly Lock _gate = new();
    private readonly List<(IWebSocketRoute Page, byte[] Frame)> _held = [];
    private IWebSocketRoute? _page;
    private byte[][] _kinds = [];

    /// <summary>How many frames wait.</summary>
    public int Held
    {
        get
        {
            lock (_gate) return _held.Count;
        }
    }

    /// <summary>To be called before the page opens its line.</summary>
    public static async Task<CircuitFrames> OfAsync(IPage page)
    {
        var frames = new CircuitFrames();
        await page.RouteWebSocketAsync(_ => true, frames.Connect);
        return frames;
    }

    /// <summary>From now on frames that hold one of these wait.</summary>
    public void Hold(params byte[][] kinds)
    {
        lock (_gate) _kinds = kinds;
    }

    /// <summary>What waits goes on, in its order, and nothing waits any more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _kinds = [];
            foreach (var (page, frame) in _held) page.Send(frame);
            _held.Clear();
        }
    }

    /// <summary>What waits is lost, and the line with it. The next one passes everything.</summary>
    public async Task CutAsync()
    {
        lock (_gate)
        {
            _kinds = [];
            _held.Clear();
        }

        await _page!.CloseAsync();
    }

    private void Connect(IWebSocketRoute page)
    {
        var server = page.ConnectToServer();
        _page = page;
        page.OnMessage(frame => Pass(server, frame));
        server.OnMessage(frame =>
        {
            lock (_gate)
            {
                if (_kinds.Length == 0 || frame.Binary is null) Pass(page, frame);
                else foreach (var message in Split(frame.Binary)) Send(page, message);
            }
        });
    }

    private void Send(IWebSocketRoute page, byte[] message)
    {
        if (_kinds.Any(k => message.AsSpan().IndexOf(k) >= 0)) _held.Add((page, message));
        else page.Send(message);
    }

    // A frame holds one message or several, each after its length, in seven bits a byte.
    private static IEnumerable<byte[]> Split(byte[] frame)
    {
        for (var start = 0; start < frame.Length;)
        {
            var (length, at) = (0, start);
            for (var shift = 0; ; shift += 7)
            {
                length |= (frame[at] & 0x7f) << shift;
                if ((frame[at++] & 0x80) == 0) break;
            }

            yield return frame[start..(at + length)];
            start = at + length;
        }
    }

    private static void Pass(IWebSocketRoute to, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes) to.Send(bytes);
        else to.Send(frame.Text!);
    }
}
