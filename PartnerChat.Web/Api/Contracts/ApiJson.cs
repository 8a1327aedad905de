using System.Text.Json.Serialization;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>
/// How the contracts are read and written. Each property names itself: a naming policy for all would rename the fields of Identity's own
/// endpoints too.
/// </summary>
[JsonSourceGenerationOptions(Converters = [typeof(MicrosecondConverter)])]
[JsonSerializable(typeof(ProblemContract))]
[JsonSerializable(typeof(ConversationContract))]
[JsonSerializable(typeof(MessagesContract))]
[JsonSerializable(typeof(ChangesContract))]
[JsonSerializable(typeof(SendContract))]
[JsonSerializable(typeof(SentContract))]
[JsonSerializable(typeof(SuccessContract))]
[JsonSerializable(typeof(EditContract))]
[JsonSerializable(typeof(EditsContract))]
[JsonSerializable(typeof(FoundContract))]
[JsonSerializable(typeof(ExportContract))]
[JsonSerializable(typeof(StartContract))]
[JsonSerializable(typeof(StartedContract))]
[JsonSerializable(typeof(InviteContract))]
[JsonSerializable(typeof(AcceptContract))]
[JsonSerializable(typeof(RelationshipContract))]
internal sealed partial class ApiJson : JsonSerializerContext;
