using Microsoft.OpenApi;

namespace PartnerChat.Web.Api.Documents;

/// <summary>What the document says of the socket: OpenAPI knows no frames, so they are told in words.</summary>
internal static class SocketDescription
{
    private const string Frames = """
        Opens a WebSocket. Sign in by the bearer token in the header, by the cookie together with an Origin, or by `?ticket=` from `POST /api/realtime/ticket`.
        `partner_id` is the caller's own side. `after`, a cursor (`0`: from the beginning), asks for what was missed: it comes first, changes of messages and then
        notices, and the live stream goes on without a gap or a duplicate; only a notice, which bears no cursor, may be told again, with the same `id`. Every frame is one JSON object in a text message, 64 KiB at most.

        You send:

        | frame | what happens |
        | --- | --- |
        | `{"type":"message","content":"…","client_message_id":"…"?,"reply_to_id":"…"?}` | stored first, then told to every session of both partners |
        | `{"type":"typing","is_typing":true}` | told to the other partner; ends by itself after 6 s |
        | `{"type":"read","message_id":"…"}` | this message and every older one from the other partner become read |

        You receive:

        | frame | to whom |
        | --- | --- |
        | `{"type":"message_sent","message":{…},"cursor":1}` | every session of the sender |
        | `{"type":"new_message","message":{…},"cursor":1}` | every session of the other partner |
        | `{"type":"delivered","message_id":"…","delivered_at":"…","cursor":2}` | the sender's sessions |
        | `{"type":"read_receipt","message_id":"…","read_by":"partner_b","read_at":"…","cursor":3}` | every session of both |
        | `{"type":"message_updated","message":{…},"cursor":4}` | every session of both |
        | `{"type":"typing","partner_id":"partner_b","is_typing":true}` | the other partner's sessions |
        | `{"type":"presence","partner_id":"partner_b","is_online":true,"last_seen_at":"…"}` | the other partner's sessions |
        | `{"type":"notice","kind":"inspected\|ended\|receipts_off\|receipts_on", …}` | every session of both |
        | `{"type":"error","code":"…","message":"…","client_message_id":"…"?}` | the session whose frame was bad; it stays open |

        Error codes: `invalid_frame`, `empty_content`, `content_too_long`, `not_found`, `forbidden`, `ended`, `rate_limited`, `unavailable`.
        Closes: 1009 for a frame above 64 KiB; 1008 after too many bad frames in a minute; 4401 for a session that was revoked or signed out, or of an ended
        relationship; 1001 when the server shuts down.
        """;

    /// <summary>Describes the route that becomes a socket: 101, or a problem before the upgrade.</summary>
    public static TBuilder DescribeSocket<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder
    {
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            Complete(operation, "conversation_id", "uuid", JsonSchemaType.String, isRequired: true);
            Complete(operation, "partner_id", null, JsonSchemaType.String, isRequired: true);
            Complete(operation, "after", "int64", JsonSchemaType.Integer, isRequired: false);
            return Task.CompletedTask;
        });
        route.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status101SwitchingProtocols) { Description = "The socket is open." });
        return route.Describe("The live conversation, over a WebSocket", Frames, StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static void Complete(OpenApiOperation operation, string name, string? format, JsonSchemaType type, bool isRequired)
    {
        if (operation.Parameters?.OfType<OpenApiParameter>().SingleOrDefault(p => p.Name == name) is not { } parameter) return;
        parameter.Required = isRequired;
        parameter.Schema = new OpenApiSchema { Type = type, Format = format };
    }
}
