using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>A message as every door tells it.</summary>
/// <param name="Seq">Its place in the conversation: dense, from 1.</param>
/// <param name="SenderId"><c>partner_a</c> or <c>partner_b</c>.</param>
/// <param name="Content">As written; empty once deleted.</param>
/// <param name="Status"><c>sent</c>, <c>delivered</c> or <c>read</c>; it only rises.</param>
/// <param name="SentimentLabel">Null in this phase, as are the risk and the original text.</param>
/// <param name="Emotions">Empty in this phase.</param>
/// <param name="ClientMessageId">The sender's own name for it.</param>
/// <param name="ReplyToId">The message that it answers.</param>
public record MessageContract(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("conversation_id")] Guid ConversationId,
    [property: JsonPropertyName("seq")] long Seq,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("sent_at")] DateTimeOffset SentAt,
    [property: JsonPropertyName("delivered_at")] DateTimeOffset? DeliveredAt,
    [property: JsonPropertyName("read_at")] DateTimeOffset? ReadAt,
    [property: JsonPropertyName("sentiment_label")] string? SentimentLabel,
    [property: JsonPropertyName("emotions")] IReadOnlyList<JsonElement> Emotions,
    [property: JsonPropertyName("escalation_risk")] string? EscalationRisk,
    [property: JsonPropertyName("luna_intervened")] bool LunaIntervened,
    [property: JsonPropertyName("original_content")] string? OriginalContent,
    [property: JsonPropertyName("client_message_id")] Guid? ClientMessageId,
    [property: JsonPropertyName("edited_at")] DateTimeOffset? EditedAt,
    [property: JsonPropertyName("deleted_at")] DateTimeOffset? DeletedAt,
    [property: JsonPropertyName("reply_to_id")] Guid? ReplyToId)
{
    /// <summary>One at most of each partner.</summary>
    [JsonPropertyName("reactions")]
    public IReadOnlyList<ReactionContract> Reactions { get; init; } = [];

    public static MessageContract From(MessageRecord message) => new MessageContract(
        message.Id, message.ConversationId, message.Seq, message.SenderId.ToName(), message.Content, NameOf(message.Status), message.SentAt, message.DeliveredAt, message.ReadAt,
        message.Analysis?.SentimentLabel, message.Analysis is { } found ? [.. JsonElement.Parse(found.Emotions).EnumerateArray()] : [], message.Analysis?.EscalationRisk,
        message.Analysis?.LunaIntervened ?? false, message.Analysis?.OriginalContent, message.ClientMessageId, message.EditedAt, message.DeletedAt, message.ReplyToId)
    {
        Reactions = message.Reactions is { } reactions ? [.. ReactionContract.From(reactions)] : [],
    };

    private static string NameOf(MessageStatus status) => status switch
    {
        MessageStatus.Sent => "sent",
        MessageStatus.Delivered => "delivered",
        MessageStatus.Read => "read",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}

/// <summary>The emoji that a partner put on a message.</summary>
public sealed record ReactionContract(
    [property: JsonPropertyName("emoji")] string Emoji,
    [property: JsonPropertyName("partner_id")] string PartnerId,
    [property: JsonPropertyName("at")] DateTimeOffset At)
{
    public static IEnumerable<ReactionContract> From(MessageReactions reactions)
    {
        foreach (var side in new[] { PartnerSide.A, PartnerSide.B })
        {
            if (reactions.Of(side) is { } put) yield return new ReactionContract(put.Emoji, side.ToName(), put.At);
        }
    }
}
