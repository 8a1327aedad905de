using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>A message to be sent.</summary>
/// <param name="SenderId">The caller's own side.</param>
/// <param name="Content">Trimmed, then 1 to 5,000 code points.</param>
/// <param name="RequestLunaReview">Has no effect in this phase.</param>
/// <param name="ClientMessageId">The client's own name for it: sent again under the same, it is there once.</param>
/// <param name="ReplyToId">A message of the same conversation.</param>
public sealed record SendContract(
    [property: JsonPropertyName("conversation_id"), Required(ErrorMessage = Words.Required)] Guid? ConversationId,
    [property: JsonPropertyName("sender_id"), Required(ErrorMessage = Words.Required), AllowedValues(PartnerSides.A, PartnerSides.B, ErrorMessage = Words.Side)] string? SenderId,
    [property: JsonPropertyName("content"), Required(AllowEmptyStrings = true, ErrorMessage = Words.Required)] string? Content,
    [property: JsonPropertyName("request_luna_review")] bool? RequestLunaReview = null,
    [property: JsonPropertyName("client_message_id")] Guid? ClientMessageId = null,
    [property: JsonPropertyName("reply_to_id")] Guid? ReplyToId = null);

/// <summary>The message as it is stored.</summary>
/// <param name="LunaSuggestion">Null in this phase.</param>
public sealed record SentContract(
    [property: JsonPropertyName("message")] MessageContract Message,
    [property: JsonPropertyName("luna_suggestion")] string? LunaSuggestion = null);

/// <summary>It is done.</summary>
public sealed record SuccessContract([property: JsonPropertyName("success")] bool Success);
