using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The OpenAPI document of a server: holds what is answered against what is described.</summary>
public sealed class ApiContract(JsonElement document)
{
    public JsonElement Document => document;

    /// <summary>Every operation: method in capitals, path, and what is said of it.</summary>
    public IEnumerable<(string Method, string Path, JsonElement Operation)> Operations =>
        document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (o.Name.ToUpperInvariant(), p.Name, o.Value)));

    /// <summary>Asserts that an answer of a described route is one of those described, and has its form.</summary>
    public void Check(ApiAnswer answer)
    {
        var path = answer.Path.Split('?')[0];
        foreach (var (method, template, operation) in Operations)
        {
            if (method != answer.Method.Method || !IsMatch(template, path)) continue;
            var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
            Assert.True(operation.GetProperty("responses").TryGetProperty(status, out var response), $"{method} {template} answers {status}, which is not described.");
            if (!response.TryGetProperty("content", out var content)) return;
            Assert.True(content.TryGetProperty(answer.ContentType!, out var media), $"{method} {template} answers {status} as {answer.ContentType}, which is not described.");
            if (!answer.ContentType!.EndsWith("json", StringComparison.Ordinal)) return;
            Assert.Empty(new JsonSchema(document).Faults(media.GetProperty("schema"), answer.Json));
            foreach (var header in response.TryGetProperty("headers", out var headers) ? headers.EnumerateObject() : [])
                Assert.True(answer.Headers.Contains(header.Name), $"{method} {template} answers {status} without {header.Name}.");
            return;
        }
    }

    private static bool IsMatch(string template, string path) =>
        Regex.IsMatch(path, $"^{Regex.Replace(template, @"\{[^}]+\}", "[^/]+")}$", RegexOptions.IgnoreCase);
}
