using System.Text.Json;

namespace PartnerChat.Benchmarks.Circuits;

/// <summary>What a circuit asks of its browser: a function of the page, or of a module that it imported.</summary>
/// <param name="Module">The module's address; null for the page's own functions.</param>
/// <param name="Arguments">As JSON; a reference to an object of the server's is <c>{"__dotNetObject": id}</c>.</param>
public sealed record JsCall(string? Module, string Function, IReadOnlyList<JsonElement> Arguments)
{
    /// <summary>The object of the server's that is handed over; null if there is none.</summary>
    public long? ServerObject => Arguments
        .Where(a => a.ValueKind == JsonValueKind.Object && a.TryGetProperty("__dotNetObject", out _))
        .Select(a => (long?)a.GetProperty("__dotNetObject").GetInt64())
        .FirstOrDefault();
}
