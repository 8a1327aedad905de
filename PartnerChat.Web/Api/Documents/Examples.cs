using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity.Data;
using Microsoft.AspNetCore.WebUtilities;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Api.Contracts;

namespace PartnerChat.Web.Api.Documents;

/// <summary>An example of each contract, for the document: written as the API writes it.</summary>
internal static class Examples
{
    private static readonly Guid RelationshipId = new("019ab3c0-5e1d-7c3a-9f52-6d1c0b8e4a10");
    private static readonly Guid ConversationId = new("019ab3c0-5e1e-7b07-8a41-2f9d5c7e1b22");
    private static readonly Guid MessageId = new("019ab3c4-9d20-7f61-b1c8-0a7e3d5f9c33");
    private static readonly DateTimeOffset SentAt = new DateTimeOffset(2026, 11, 22, 18, 30, 5, TimeSpan.Zero).AddMicroseconds(123456);
    private static readonly string Code = "q3J0xkq9S2mV7bTzY1nUwA";

    private static readonly MessageContract Message = new(
        MessageId, ConversationId, 12, PartnerSides.A, "See you at seven?", "read", SentAt, SentAt.AddSeconds(1), SentAt.AddSeconds(9), null, [], null, false, null,
        new Guid("5f0c2b7e-3a5d-4c1b-9d7f-8e2a1b3c4d5e"), null, null, null)
    {
        Reactions = [new ReactionContract("❤️", PartnerSides.B, SentAt.AddSeconds(20))],
    };

    private static readonly RelationshipContract Relationship = new(RelationshipId, PartnerSides.B, new PartnerNamesContract("Nora", "Sami"));

    private static readonly object[] Contracts =
    [
        new StartContract("Nora"),
        new StartedContract(RelationshipId, PartnerSides.A, Code, SentAt.AddDays(7)),
        new InviteContract(Code, SentAt.AddDays(7)),
        new AcceptContract(Code, "Sami"),
        Relationship,
        new ConversationContract(ConversationId, RelationshipId, SentAt.AddDays(-30), SentAt, Message.Content, 12, 36),
        new MessagesContract([Message], true, SentAt, 36),
        new ChangesContract([Message], false, 36),
        new SendContract(ConversationId, PartnerSides.A, Message.Content, false, Message.ClientMessageId),
        new SentContract(Message with { Status = "sent", DeliveredAt = null, ReadAt = null, Reactions = [] }),
        new SuccessContract(true),
        Message,
        new EditContract(Message.Content),
        new EditsContract([new EarlierTextContract("See you at six?", SentAt.AddMinutes(2))]),
        new FoundContract([Message], false),
        new ExportContract(
            ExportContract.FormatName, ExportContract.FormatVersion, SentAt.AddDays(1), PartnerSides.B, ExportContract.TimesNote,
            new ExportedRelationshipContract(RelationshipId, SentAt.AddDays(-30), null, null, new PartnerNamesContract("Nora", "Sami")), ConversationId, true,
            [new ExportedMessageContract(Message, [new EarlierTextContract("See you at six?", SentAt.AddMinutes(2))], starred: true)],
            [new ExportedNoticeContract(new Guid("019ab3c6-1a40-7d02-8c11-5b7e2f90aa44"), "receipts_on", SentAt.AddHours(-2), PartnerSides.A)], 1, true),
        new TicketAnswer("CfCiGUXAeE2xv3x1H4bQGg8yWmM2sQe0vYJ7t0oYw4b2m9tWmH1p3kJt6b1nq7Zx", 30),
        new RegisterRequest { Email = "nora@example.org", Password = "a lamp in the window" },
        new LoginRequest { Email = "nora@example.org", Password = "a lamp in the window" },
        new RefreshRequest { RefreshToken = "CfDJ8MzYx1mVtQ" },
        new AccessTokenResponse { AccessToken = "CfDJ8KqfP2sLrE", ExpiresIn = 3600, RefreshToken = "CfDJ8MzYx1mVtQ" },
        new InfoRequest { OldPassword = "a lamp in the window", NewPassword = "a lamp in the hallway" },
        new InfoResponse { Email = "nora@example.org", IsEmailConfirmed = false },
    ];

    /// <summary>An example of that type, or null.</summary>
    public static JsonNode? Find(Type type, JsonSerializerOptions json) =>
        Contracts.FirstOrDefault(c => c.GetType() == type) is { } contract ? JsonSerializer.SerializeToNode(contract, json.GetTypeInfo(type)) : null;

    /// <summary>A problem of that status.</summary>
    public static JsonNode? Problem(int status, JsonSerializerOptions json)
    {
        var errors = status == StatusCodes.Status400BadRequest ? new Dictionary<string, string[]> { ["conversation_id"] = [Words.Required] } : null;
        var problem = new ProblemContract("about:blank", ReasonPhrases.GetReasonPhrase(status), status, errors, null, "4bf92f3577b34da6a3ce929d0e0e4736");
        return JsonSerializer.SerializeToNode(problem, (JsonTypeInfo<ProblemContract>)json.GetTypeInfo(typeof(ProblemContract)));
    }
}
