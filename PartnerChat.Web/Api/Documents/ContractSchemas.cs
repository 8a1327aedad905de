using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Api.Documents;

/// <summary>What the contracts promise beyond their types: which fields are always there, and which words a field may hold.</summary>
internal static class ContractSchemas
{
    private static readonly string[] Sides = [PartnerSides.A, PartnerSides.B];
    private static readonly string[] Statuses = ["sent", "delivered", "read"];

    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        // What a converter of ours writes, the framework does not know.
        if (type == typeof(DateTimeOffset)) schema.Type = JsonSchemaType.String;
        if (type == typeof(DateTimeOffset?)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        if (context.JsonPropertyInfo is { } field) NameWords(schema, field);
        else if (type.Namespace == typeof(Contracts.MessageContract).Namespace) NameRequired(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    private static void NameWords(OpenApiSchema schema, JsonPropertyInfo field)
    {
        if (IsRequired(field)) schema.Type &= ~JsonSchemaType.Null;
        if (field.PropertyType != typeof(string)) return;
        var words = field.Name is "sender_id" or "partner_id" ? Sides : field.Name == "status" ? Statuses : null;
        if (words is not null) schema.Enum = [.. words.Select(w => (JsonNode)w)];
    }

    // What we answer has every field; of what we are sent those are required that say so.
    private static void NameRequired(OpenApiSchema schema, JsonTypeInfo type)
    {
        var isSent = type.Properties.Any(IsRequired);
        var required = type.Properties.Where(p => isSent ? IsRequired(p) : !MayBeLeftOut(p)).Select(p => p.Name);
        schema.Required = required.ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsRequired(JsonPropertyInfo property) => property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true;

    private static bool MayBeLeftOut(JsonPropertyInfo property) => property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) == true;
}
