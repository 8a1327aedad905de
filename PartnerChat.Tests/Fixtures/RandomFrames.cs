using System.Net.WebSockets;
using System.Text;

namespace PartnerChat.Tests.Fixtures;

/// <summary>What a client might say that was written badly, or means harm.</summary>
internal sealed class RandomFrames(Random random)
{
    private static readonly string[] Valid =
    [
        """{"type":"message","content":"hello","client_message_id":"5f0c2b7e-3a5d-4c1b-9d7f-8e2a1b3c4d5e"}""",
        """{"type":"typing","is_typing":true}""",
        """{"type":"read","message_id":"5f0c2b7e-3a5d-4c1b-9d7f-8e2a1b3c4d5e"}""",
    ];

    private static readonly string[] Values =
        ["null", "true", "-1", "1e400", "\"\"", "[]", "{}", "\"\\ud800\"", "\"\\u0000\"", "99999999999999999999999999", "\"shout\"", "[[[[[[[[]]]]]]]]"];

    /// <summary>A frame that is none: it has to be an error or a close.</summary>
    public (byte[] Bytes, WebSocketMessageType Type) Next() => random.Next(8) switch
    {
        0 => (RandomBytes(random.Next(1, 200)), WebSocketMessageType.Text),
        1 => (RandomBytes(random.Next(0, 200)), WebSocketMessageType.Binary),
        2 => Text(Cut(Pick(Valid))),
        3 => Text(Pick(Valid) + Pick(["x", "{}", ",", "\u0001"])),
        4 => Text($$"""{"type":{{Pick(Values)}},"content":{{Pick(Values)}}}"""),
        5 => Text($$"""{"type":"{{Pick(["message", "typing", "read"])}}","content":{{Pick(Values[..7])}},"is_typing":{{Pick([.. Values.Where(v => v != "true")])}},"message_id":{{Pick(Values)}}}""".Replace("\"\"", "7", StringComparison.Ordinal)),
        6 => Text(new string('[', random.Next(1, 5_000))),
        _ => (RandomBytes(random.Next(64 * 1024 + 1, 80 * 1024)), WebSocketMessageType.Binary),
    };

    private static (byte[] Bytes, WebSocketMessageType Type) Text(string text) => (Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    private string Cut(string text) => text[..random.Next(1, text.Length - 1)];

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
