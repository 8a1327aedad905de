using System.Buffers;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Exporting;

/// <summary>The conversation as data: one object, a line for each message. Its last field is <c>complete</c>, so a file that broke off is no JSON at all.</summary>
internal sealed class JsonExport : IExportWriter
{
    private static readonly ApiJson Json = ApiJson.Default;

    // A file, and never part of a page: letters stay letters.
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ExportFormat Format => ExportFormat.Json;

    public string ContentType => MediaTypeNames.Application.Json;

    public string Extension => "json";

    public async Task<bool> WriteAsync(ConversationExport export, PipeWriter body, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(body, Written);
        WriteHead(export, body, json);
        body.Write(",\n\"messages\": ["u8);
        var count = 0;
        await foreach (var page in export.ReadAsync(ct))
        {
            if (page.Value is not { } read) return false;
            foreach (var message in read.Messages)
            {
                body.Write(count++ == 0 ? "\n"u8 : ",\n"u8);
                Write(ExportedMessageContract.From(message), Json.ExportedMessageContract, json);
                if (!await PassOnAsync(body, ct)) return false;
            }
        }

        body.Write("\n],\n\"notices\": ["u8);
        var isFirst = true;
        await foreach (var page in export.ReadNoticesAsync(ct))
        {
            if (page.Value is not { } read) return false;
            foreach (var notice in read)
            {
                body.Write(isFirst ? "\n"u8 : ",\n"u8);
                isFirst = false;
                Write(ExportedNoticeContract.From(notice), Json.ExportedNoticeContract, json);
            }

            if (!await PassOnAsync(body, ct)) return false;
        }

        body.Write("\n],\n\"message_count\": "u8);
        Write(count, Json.Int32, json);
        body.Write(",\n\"complete\": true\n}\n"u8);
        return !(await body.FlushAsync(ct)).IsCompleted;
    }

    private static void WriteHead(ConversationExport export, PipeWriter body, Utf8JsonWriter json)
    {
        var membership = export.Visit.Membership;
        var facts = membership.Facts;
        Field("{\n\"format\": "u8, ExportContract.FormatName, Json.String);
        Field(",\n\"version\": "u8, ExportContract.FormatVersion, Json.Int32);
        Field(",\n\"exported_at\": "u8, export.At, Json.DateTimeOffset);
        Field(",\n\"exported_by\": "u8, membership.Side.ToName(), Json.String);
        Field(",\n\"times\": "u8, ExportContract.TimesNote, Json.String);
        Field(",\n\"relationship\": "u8, ExportedRelationshipContract.From(export), Json.ExportedRelationshipContract);
        Field(",\n\"conversation_id\": "u8, membership.ConversationId, Json.Guid);
        Field(",\n\"shows_read\": "u8, facts.ShowsRead, Json.Boolean);

        void Field<T>(ReadOnlySpan<byte> name, T value, JsonTypeInfo<T> type)
        {
            body.Write(name);
            Write(value, type, json);
        }
    }

    private static void Write<T>(T value, JsonTypeInfo<T> type, Utf8JsonWriter json)
    {
        json.Reset();
        JsonSerializer.Serialize(json, value, type);
        json.Flush();
    }

    private static async ValueTask<bool> PassOnAsync(PipeWriter body, CancellationToken ct) =>
        (body.CanGetUnflushedBytes && body.UnflushedBytes < 32 * 1024) || !(await body.FlushAsync(ct)).IsCompleted;
}
