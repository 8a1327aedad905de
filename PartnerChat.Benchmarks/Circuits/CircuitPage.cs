using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PartnerChat.Benchmarks.Circuits;

/// <summary>What a circuit needs of a prerendered page: its root components, and the state that is handed over.</summary>
internal sealed partial record CircuitPage(string Html, IReadOnlyList<JsonObject> Roots, string State)
{
    public static CircuitPage Read(string html)
    {
        // A root has two comments, around what was prerendered; only the first says what it is.
        var roots = Markers().Matches(html).Select(m => JsonNode.Parse(m.Groups[1].Value)!.AsObject()).Where(m => m.ContainsKey("descriptor")).ToList();
        return new CircuitPage(html, roots, Handed().Match(html).Groups[1].Value);
    }

    /// <summary>The roots, as the browser asks for them.</summary>
    public string ToOperations() => JsonSerializer.Serialize(new
    {
        batchId = 1,
        operations = Roots.Select((marker, index) => new { type = "add", ssrComponentId = index + 1, marker }),
    });

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex Handed();
}
