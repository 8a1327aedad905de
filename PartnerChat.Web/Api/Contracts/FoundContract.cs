using System.Text.Json.Serialization;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>What was found, newest first.</summary>
/// <param name="HasMore">Whether there are older ones.</param>
public sealed record FoundContract(
    [property: JsonPropertyName("messages")] IReadOnlyList<MessageContract> Messages,
    [property: JsonPropertyName("has_more")] bool HasMore)
{
    public static FoundContract From(SearchPage page) => new([.. page.Hits.Select(h => MessageContract.From(h.Message))], page.HasMore);
}
