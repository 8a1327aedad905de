using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>A time on the wire: ISO 8601 in UTC, with microseconds and <c>Z</c>.</summary>
public sealed class MicrosecondConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
