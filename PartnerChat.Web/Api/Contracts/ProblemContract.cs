using System.Text.Json.Serialization;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>Why a call was refused (RFC 9457).</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says it all.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Errors">With 400: what is wrong, by field; <c>body</c> stands for the body as a whole.</param>
/// <param name="Detail">Where the status does not say enough: <c>RequiresTwoFactor</c> with the 401 of a sign-in whose password is right.</param>
/// <param name="TraceId">The W3C trace id of this call, to be named to whoever runs the server.</param>
public sealed record ProblemContract(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("errors"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors,
    [property: JsonPropertyName("detail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail,
    [property: JsonPropertyName("traceId")] string TraceId);
