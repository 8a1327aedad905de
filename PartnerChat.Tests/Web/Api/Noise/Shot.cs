using System.Text;

namespace PartnerChat.Tests.Web.Api.Noise;

/// <summary>A request as no client of ours would make it.</summary>
/// <param name="Body">Its bytes; null for none.</param>
/// <param name="ContentType">As it stands in the header; null for none.</param>
internal sealed record Shot(string Method, string Address, byte[]? Body, string? ContentType, (string Name, string Value)? Header)
{
    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Address);
        if (Header is var (name, value)) request.Headers.TryAddWithoutValidation(name, value);
        if (Body is null || Method == "TRACE") return request;
        request.Content = new ByteArrayContent(Body);
        if (ContentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return request;
    }

    public override string ToString() =>
        $"{Method} {Address} {ContentType} {Header}\n{(Body is null ? "no body" : Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Body.Length, 500))))}";
}
