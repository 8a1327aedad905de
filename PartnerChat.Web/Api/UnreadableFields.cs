using System.Text.Json;
using System.Text.RegularExpressions;
using PartnerChat.Web.Api.Contracts;

namespace PartnerChat.Web.Api;

/// <summary>Which field the framework could not read: it tells so in an exception's text, and names our parameters, not the client's.</summary>
internal static partial class UnreadableFields
{
    /// <summary>Stands for the body as a whole. Parameters that take a body bear this name.</summary>
    public const string Body = "body";

    public static Dictionary<string, string[]> Of(BadHttpRequestException fault)
    {
        if (fault.InnerException is JsonException json)
        {
            var field = FieldIn().Match(json.Path ?? "").Groups[1].Value;
            return field.Length > 0 ? Told(field, Words.Unreadable) : Told(Body, Words.NoJson);
        }

        var parameter = ParameterIn().Match(fault.Message).Groups[1].Value;
        if (parameter.Length == 0 || parameter == Body) return Told(Body, Words.NoJson);
        return Told(JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter), fault.Message.StartsWith("Required", StringComparison.Ordinal) ? Words.Required : Words.Unreadable);
    }

    private static Dictionary<string, string[]> Told(string field, string fault) => new() { [field] = [fault] };

    [GeneratedRegex(@"^\$\.(\w+)")]
    private static partial Regex FieldIn();

    [GeneratedRegex(@"^[^""]*""[^""]* (\w+)""")]
    private static partial Regex ParameterIn();
}
