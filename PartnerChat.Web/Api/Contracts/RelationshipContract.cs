using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>Starts a relationship.</summary>
/// <param name="DisplayName">The name that the partner sees: trimmed, then 1 to 50 code points.</param>
public sealed record StartContract(
    [property: JsonPropertyName("display_name"), Required(AllowEmptyStrings = true, ErrorMessage = Words.Required)] string? DisplayName);

/// <summary>A relationship that waits for its second partner.</summary>
/// <param name="InviteCode">Is told only here; single-use.</param>
public sealed record StartedContract(
    [property: JsonPropertyName("relationship_id")] Guid RelationshipId,
    [property: JsonPropertyName("partner_id")] string PartnerId,
    [property: JsonPropertyName("invite_code")] string InviteCode,
    [property: JsonPropertyName("invite_expires_at")] DateTimeOffset InviteExpiresAt)
{
    public static StartedContract From(StartedRelationship started) => new(started.Id, PartnerSides.A, started.Invitation.Code, started.Invitation.ExpiresAt);
}

/// <summary>A new code; the former is void.</summary>
public sealed record InviteContract(
    [property: JsonPropertyName("invite_code")] string InviteCode,
    [property: JsonPropertyName("invite_expires_at")] DateTimeOffset InviteExpiresAt);

/// <summary>Accepts an invitation.</summary>
/// <param name="DisplayName">The name that the partner sees: trimmed, then 1 to 50 code points.</param>
public sealed record AcceptContract(
    [property: JsonPropertyName("invite_code"), Required(AllowEmptyStrings = true, ErrorMessage = Words.Required)] string? InviteCode,
    [property: JsonPropertyName("display_name"), Required(AllowEmptyStrings = true, ErrorMessage = Words.Required)] string? DisplayName);

/// <summary>The relationship that the caller is in.</summary>
/// <param name="PartnerId">The caller's side.</param>
public sealed record RelationshipContract(
    [property: JsonPropertyName("relationship_id")] Guid RelationshipId,
    [property: JsonPropertyName("partner_id")] string PartnerId,
    [property: JsonPropertyName("partner_names")] PartnerNamesContract PartnerNames)
{
    public static RelationshipContract From(RelationshipRecord relationship) =>
        new(relationship.Id, relationship.Side.ToName(), new PartnerNamesContract(relationship.PartnerAName, relationship.PartnerBName));
}

/// <summary>What the two are called.</summary>
/// <param name="PartnerB">Null until they have accepted.</param>
public sealed record PartnerNamesContract(
    [property: JsonPropertyName("partner_a")] string PartnerA,
    [property: JsonPropertyName("partner_b")] string? PartnerB);
