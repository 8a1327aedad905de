using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerChat.Web.Api.Contracts;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>Frames as JSON, both ways.</summary>
[JsonSerializable(typeof(ClientFrame))]
[JsonSerializable(typeof(MessageToldFrame))]
[JsonSerializable(typeof(DeliveredFrame))]
[JsonSerializable(typeof(ReadReceiptFrame))]
[JsonSerializable(typeof(PartnerTypingFrame))]
[JsonSerializable(typeof(PresenceFrame))]
[JsonSerializable(typeof(NoticeFrame))]
[JsonSerializable(typeof(ErrorFrame))]
internal sealed partial class FrameJson : JsonSerializerContext
{
    public static readonly FrameJson Instance = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        // A frame is never put into a page: text travels as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new MicrosecondConverter() },
    });
}
