using System.Globalization;
using System.Text;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Wire;

/// <summary>The frames of the chat's socket, as bytes.</summary>
internal static class ChatFrames
{
    public static ReadOnlySpan<byte> NewMessage => "{\"type\":\"new_message\""u8;

    public static ReadOnlySpan<byte> MessageSent => "{\"type\":\"message_sent\""u8;

    public static ReadOnlySpan<byte> Delivered => "{\"type\":\"delivered\""u8;

    public static ReadOnlySpan<byte> Error => "{\"type\":\"error\""u8;

    /// <summary>Where the socket of that partner is.</summary>
    public static string PathOf(Pair pair, SeededPartner partner) =>
        $"/api/realtime/partner-chat?conversation_id={pair.ConversationId}&partner_id={partner.Side}";
}

/// <summary>One message after another of one sender, each with an id of its own, written into the same bytes.</summary>
internal sealed class MessageTemplate
{
    // As long as the yardstick's, and as messages are.
    public const string Content = "The kettle is on, and the cat has found the one warm spot of the whole house again. Will you be home before seven?!";

    private const int CounterDigits = 12;

    private readonly byte[] _frame;
    private readonly int _counter, _id;

    public MessageTemplate()
    {
        var id = Guid.NewGuid().ToString();
        var text = $"{{\"type\":\"message\",\"client_message_id\":\"{id}\",\"content\":\"{Content}\"}}";
        _frame = Encoding.UTF8.GetBytes(text);
        _id = text.IndexOf(id, StringComparison.Ordinal);
        _counter = _id + id.Length - CounterDigits;
    }

    /// <summary>The id of the message that was written last, as it stands in frames.</summary>
    public ReadOnlySpan<byte> Id => _frame.AsSpan(_id, 36);

    /// <summary>The frame of that message.</summary>
    public ReadOnlySpan<byte> Write(long number)
    {
        number.TryFormat(_frame.AsSpan(_counter, CounterDigits), out _, "x12", CultureInfo.InvariantCulture);
        return _frame;
    }
}
