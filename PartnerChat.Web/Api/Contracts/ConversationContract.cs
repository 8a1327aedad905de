using System.Text.Json.Serialization;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>A conversation as it stands.</summary>
/// <param name="LastMessagePreview">The first 100 code points of the newest message.</param>
/// <param name="Cursor">The number of its newest change.</param>
public sealed record ConversationContract(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("relationship_id")] Guid RelationshipId,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("last_message_at")] DateTimeOffset? LastMessageAt,
    [property: JsonPropertyName("last_message_preview")] string? LastMessagePreview,
    [property: JsonPropertyName("message_count")] int MessageCount,
    [property: JsonPropertyName("cursor")] long Cursor)
{
    public static ConversationContract From(ConversationRecord conversation) => new(
        conversation.Id, conversation.RelationshipId, conversation.CreatedAt, conversation.LastMessageAt, conversation.LastMessagePreview, conversation.MessageCount,
        conversation.Cursor);
}

/// <summary>A page of history, oldest first.</summary>
/// <param name="HasMore">Whether there are more in the direction of travel.</param>
/// <param name="OldestTimestamp">When the first of them was sent; null on an empty page.</param>
/// <param name="Cursor">From where to ask for changes so that none after this page is missed.</param>
public sealed record MessagesContract(
    [property: JsonPropertyName("messages")] IReadOnlyList<MessageContract> Messages,
    [property: JsonPropertyName("has_more")] bool HasMore,
    [property: JsonPropertyName("oldest_timestamp")] DateTimeOffset? OldestTimestamp,
    [property: JsonPropertyName("cursor")] long Cursor)
{
    public static MessagesContract From(MessagePage page, long cursor) =>
        new([.. page.Messages.Select(MessageContract.From)], page.HasMore, page.Messages.Count == 0 ? null : page.Messages[0].SentAt, cursor);
}

/// <summary>What is new or changed since a cursor, by rising number, each message as it is now.</summary>
/// <param name="Cursor">From where to go on.</param>
public sealed record ChangesContract(
    [property: JsonPropertyName("messages")] IReadOnlyList<MessageContract> Messages,
    [property: JsonPropertyName("has_more")] bool HasMore,
    [property: JsonPropertyName("cursor")] long Cursor)
{
    public static ChangesContract From(ChangePage page) => new([.. page.Changes.Select(c => MessageContract.From(c.Message))], page.HasMore, page.Cursor);
}
