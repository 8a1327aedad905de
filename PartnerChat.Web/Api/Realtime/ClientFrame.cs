using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>What a client may say over its socket. A closed set; what is none of it, or lacks a field, is no frame.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MessageFrame), "message")]
[JsonDerivedType(typeof(TypingFrame), "typing")]
[JsonDerivedType(typeof(ReadFrame), "read")]
internal abstract record ClientFrame
{
    /// <summary>The frame in that UTF-8 text, or null if it holds none.</summary>
    public static ClientFrame? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, FrameJson.Instance.ClientFrame);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // The latter: a JSON object without a type.
            return null;
        }
    }
}

/// <summary>A message to send.</summary>
internal sealed record MessageFrame : ClientFrame
{
    public required string Content { get; init; }

    public Guid? ClientMessageId { get; init; }

    public Guid? ReplyToId { get; init; }
}

/// <summary>They write, or stopped.</summary>
internal sealed record TypingFrame : ClientFrame
{
    public required bool IsTyping { get; init; }
}

/// <summary>They have read that message and every older one of the partner's.</summary>
internal sealed record ReadFrame : ClientFrame
{
    public required Guid MessageId { get; init; }
}
