using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PartnerChat.Tests.Fixtures;

/// <summary>As much of JSON Schema as our document uses. Stricter in one thing: a property that is not described is a fault.</summary>
public sealed partial class JsonSchema(JsonElement document)
{
    /// <summary>What is wrong with a value, each with its place.</summary>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Faults(Resolve(reference.GetString()!), value, at);
        if (schema.TryGetProperty("oneOf", out var any) || schema.TryGetProperty("anyOf", out any))
            return any.EnumerateArray().Any(s => !Faults(s, value, at).Any()) ? [] : [$"{at} is none of what it may be"];
        return [.. OfType(schema, value, at), .. OfWords(schema, value, at), .. OfFormat(schema, value, at), .. OfBounds(schema, value, at), .. OfParts(schema, value, at)];
    }

    private JsonElement Resolve(string reference) => reference.Split('/').Skip(1).Aggregate(document, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> OfType(JsonElement schema, JsonElement value, string at)
    {
        if (!schema.TryGetProperty("type", out var type)) yield break;
        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()) : [type.GetString()];
        if (!names.Any(name => Is(value, name!))) yield return $"{at} is {value.ValueKind}, not {type}";
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(type, value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
    };

    private static IEnumerable<string> OfWords(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value))) yield return $"{at} is {value}, not of {words}";
    }

    private static IEnumerable<string> OfFormat(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.String || !schema.TryGetProperty("format", out var format)) yield break;
        var text = value.GetString()!;
        var isRight = format.GetString() switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date-time" => Time().IsMatch(text),
            _ => true,
        };
        if (!isRight) yield return $"{at} is {text}, no {format}";
    }

    private static IEnumerable<string> OfBounds(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Number) yield break;
        if (schema.TryGetProperty("minimum", out var minimum) && value.GetDecimal() < minimum.GetDecimal()) yield return $"{at} is below {minimum}";
        if (schema.TryGetProperty("maximum", out var maximum) && value.GetDecimal() > maximum.GetDecimal()) yield return $"{at} is above {maximum}";
    }

    private IEnumerable<string> OfParts(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            return value.EnumerateArray().SelectMany((item, i) => Faults(items, item, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]")));
        if (value.ValueKind != JsonValueKind.Object) return [];
        var missing = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()!).Where(r => !value.TryGetProperty(r, out _)) : [];
        return missing.Select(m => $"{at}.{m} is missing").Concat(value.EnumerateObject().SelectMany(p => OfProperty(schema, p, $"{at}.{p.Name}")));
    }

    private IEnumerable<string> OfProperty(JsonElement schema, JsonProperty property, string at)
    {
        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out var own)) return Faults(own, property.Value, at);
        return schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object ? Faults(others, property.Value, at) : [$"{at} is not described"];
    }

    // Ours: UTC with microseconds.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
    private static partial Regex Time();
}
