using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>A message's new text.</summary>
/// <param name="Content">Trimmed, then 1 to 5,000 code points.</param>
public sealed record EditContract(
    [property: JsonPropertyName("content"), Required(AllowEmptyStrings = true, ErrorMessage = Words.Required)] string? Content);

/// <summary>What a message said before, oldest first.</summary>
public sealed record EditsContract([property: JsonPropertyName("edits")] IReadOnlyList<EarlierTextContract> Edits)
{
    public static EditsContract From(IReadOnlyList<EarlierText> edits) => new([.. edits.Select(e => new EarlierTextContract(e.Content, e.ReplacedAt))]);
}

/// <summary>A text that a message had.</summary>
/// <param name="ReplacedAt">Until when.</param>
public sealed record EarlierTextContract(
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("replaced_at")] DateTimeOffset ReplacedAt);
