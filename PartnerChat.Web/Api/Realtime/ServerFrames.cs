using System.Text.Json.Serialization;
using PartnerChat.Web.Api.Contracts;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>What the server says over a socket: <c>message_sent</c>, <c>new_message</c> and <c>message_updated</c>.</summary>
internal sealed record MessageToldFrame(string Type, MessageContract Message, long Cursor);

/// <summary>A message of the reader's own has reached the partner.</summary>
internal sealed record DeliveredFrame(string Type, Guid MessageId, DateTimeOffset DeliveredAt, long Cursor);

/// <summary>A message was read.</summary>
internal sealed record ReadReceiptFrame(string Type, Guid MessageId, string ReadBy, DateTimeOffset ReadAt, long Cursor);

/// <summary>The partner writes, or stopped.</summary>
internal sealed record PartnerTypingFrame(string Type, string PartnerId, bool IsTyping);

/// <summary>The partner came or went.</summary>
internal sealed record PresenceFrame(string Type, string PartnerId, bool IsOnline, DateTimeOffset? LastSeenAt);

/// <summary>Something that both are told and that is no message.</summary>
/// <param name="Id">Of a notice that the chat goes on showing.</param>
/// <param name="PartnerId">Who did it, where it was one of the two.</param>
/// <param name="AdminName">Who looked; with it, why (<paramref name="Reason"/>), until when (<paramref name="Until"/>) and at which pages (<paramref name="Pages"/>).</param>
internal sealed record NoticeFrame(
    string Type, string Kind, DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Id = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartnerId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AdminName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Until = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Pages = null);

/// <summary>What the client said was not done.</summary>
/// <param name="ClientMessageId">Left out where what the client said named none.</param>
internal sealed record ErrorFrame(string Type, string Code, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ClientMessageId);
