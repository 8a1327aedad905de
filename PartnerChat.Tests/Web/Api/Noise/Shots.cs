using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using PartnerChat.Tests.Web.Api.Authorization;

namespace PartnerChat.Tests.Web.Api.Noise;

/// <summary>Requests to every route: right ones with something wrong in them, and noise.</summary>
internal static class Shots
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "FOO", "get"];

    private static readonly string[] ContentTypes =
    [
        "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=\"utf-8\"", "application/problem+json", "APPLICATION/JSON",
        "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "json", ";;", "application/json; charset=", "",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e999", "-1e-999", "99999999999999999999999999", "9223372036854775807", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\uFEFF\"",
        "[]", "{}", "[[]]", "{\"a\":{\"b\":[null]}}", "\"partner_a\"", "\"00000000-0000-0000-0000-000000000000\"", "\"2026-11-22T10:00:00Z\"", "NaN", "\"\\x\"", "'a'", "", "/**/1",
        $"\"{new string('x', 6_000)}\"", $"\"{new string('x', 70_000)}\"", $"{new string('[', 500)}{new string(']', 500)}", new string('9', 5_000),
    ];

    private static readonly string[] Words =
    [
        "", "x", "0", "-1", "1", "2147483648", "9223372036854775807", "9223372036854775808", "1e3", "%00", "%ff%fe", "%u0041", "%", "+", "null", "true", "[]", "'", "%27%20OR%201=1",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59Z", "2026-11-22T10:00:00%2B14:00", "0001-01-01T00:00:00%2B14:00", "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}", "%EF%BB%BF", "%F0%9F%98%80", new('7', 3_000),
    ];

    private static readonly string[] Parameters = ["conversation_id", "relationship_id", "limit", "before", "after", "partner_id", "ticket", "q", "useCookies", "useSessionCookies", "id", "[0]", ""];

    private static readonly (string, string)[] Headers =
    [
        ("Accept", "text/html;q=x"), ("Accept-Encoding", "x"), ("X-HTTP-Method-Override", "DELETE"), ("Range", "bytes=0-1"), ("If-Match", "*"), ("Upgrade", "websocket"), ("Content-Encoding", "gzip"),
        ("Cookie", "pc-account=x"), ("traceparent", "00-x"), ("X-Forwarded-For", "x"), ("Origin", "null"),
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 200];

    /// <summary>Shots at those routes with what is there for their ids.</summary>
    public static Gen<Shot> At(Target target)
    {
        var routes = RouteTable.Cases.Where(c => c.Method != "*").Select(c => (c.Method, Path: c.Name, Request: c.ToRequest(target))).ToList();
        var starts = routes.Select(r => (r.Method, Address: r.Request.RequestUri!.OriginalString, Body: BodyOf(r.Request)))
            .Append(("GET", $"/api/realtime/partner-chat?conversation_id={target.ConversationId}&partner_id=partner_a", null))
            .Append(("GET", "/api/nothing", null)).ToArray();
        return
            from start in Of(starts)
            from method in Gen.Frequency((8, Gen.Const(start.Method)), (1, Of(Methods)))
            from address in AddressesLike(start.Address)
            from body in BodiesLike(start.Body)
            from contentType in Gen.Frequency((8, Gen.Const((string?)"application/json")), (1, Of(ContentTypes).Select(t => (string?)t)), (1, Gen.Const((string?)null)))
            from header in Gen.Frequency((4, Gen.Const(((string, string)?)null)), (1, Of(Headers).Select(h => ((string, string)?)h)))
            select new Shot(method, address, body, contentType, header);
    }

    private static Gen<string> AddressesLike(string address)
    {
        var (path, query) = address.Split('?') is [var p, var q] ? (p, q) : (address, "");
        var parts = query.Split('&', StringSplitOptions.RemoveEmptyEntries);
        var added = Gen.Select(Of(Parameters), Of(Words), (name, value) => $"{name}={value}");
        var spoilt = parts.Length == 0 ? added : Gen.Select(Gen.Int[0, parts.Length - 1], Of(Words), (i, word) => string.Join('&', parts.Select((part, j) => i == j ? $"{part.Split('=')[0]}={word}" : part)));
        var queries = Gen.Frequency(
            (4, Gen.Const(query)), (3, spoilt), (2, added.Select(a => $"{query}&{a}")), (1, added.List[0, 5].Select(a => string.Join('&', a))), (1, Gen.Const($"{query}&{query}")));
        var paths = Gen.Frequency((8, Gen.Const(path)), (1, Of(Words).Select(w => $"{path}/{w}")), (1, Gen.Const(path.ToUpperInvariant())), (1, Gen.Const($"{path}/")));
        // A path that is no path is refused by the server before it is ours.
        return Gen.Select(paths.Where(p => !p.Contains('%', StringComparison.Ordinal)), queries, (p, q) => q.Length == 0 ? p : $"{p}?{q}");
    }

    private static Gen<byte[]?> BodiesLike(JsonObject? body)
    {
        if (body is null) return Gen.Frequency((4, Gen.Const((byte[]?)null)), (1, Bytes.Select(n => (byte[]?)n)), (1, Of(Values).Select(v => (byte[]?)Encoding.UTF8.GetBytes(v))));
        var whole = Encoding.UTF8.GetBytes(body.ToJsonString());
        var fields = body.Select(f => f.Key).ToArray();
        var oneSpoilt = Gen.Select(Of(fields), Of(Values), (field, value) => Write(body, f => f == field ? value : null, twice: null));
        var allSpoilt = Of(Values).Array[fields.Length].Select(values => Write(body, f => values[Array.IndexOf(fields, f)], twice: null));
        var doubled = Gen.Select(Of(fields), Of(Values), (field, value) => Write(body, _ => null, $"{JsonValue.Create(field).ToJsonString()}:{value}"));
        var bytes = Gen.Select(Gen.Int[0, whole.Length - 1], Bytes, Gen.Int[0, 3], (at, noise, cut) => (byte[])[.. whole[..at], .. noise.Take(cut * 2), .. whole[Math.Min(whole.Length, at + cut)..]]);
        return Gen.Frequency(
            (2, Gen.Const(whole)), (6, oneSpoilt), (2, allSpoilt), (2, doubled), (3, bytes), (1, Bytes), (1, Of(Values).Select(Encoding.UTF8.GetBytes)),
            (1, Gen.Int[0, whole.Length].Select(n => whole[..n])), (1, Gen.Const(Array.Empty<byte>()))).Select(b => (byte[]?)b);
    }

    private static byte[] Write(JsonObject body, Func<string, string?> spoil, string? twice)
    {
        var fields = body.Select(f => $"{JsonValue.Create(f.Key).ToJsonString()}:{spoil(f.Key) ?? f.Value?.ToJsonString() ?? "null"}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', twice is null ? fields : fields.Append(twice))}}}");
    }

    private static JsonObject? BodyOf(HttpRequestMessage request)
    {
        if (request.Content is null) return null;
        using var body = request.Content.ReadAsStream(TestContext.Current.CancellationToken);
        return JsonNode.Parse(body)!.AsObject() is { Count: > 0 } fields ? fields : null;
    }

    private static Gen<T> Of<T>(IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(i => values[i]);
}
