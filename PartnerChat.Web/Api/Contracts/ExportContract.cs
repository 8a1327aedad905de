using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Contracts;

/// <summary>A whole conversation. It is written field by field, in this order.</summary>
/// <param name="Format">Always <c>partnerchat-export</c>.</param>
/// <param name="Version">Of this form; a reader that knows only lower ones stops here.</param>
/// <param name="ExportedBy">Whose stars these are: <c>partner_a</c> or <c>partner_b</c>.</param>
/// <param name="Times">How to read the times.</param>
/// <param name="ShowsRead">Whether the two let each other see what was read. Where not, nothing here is <c>read</c>.</param>
/// <param name="Messages">Oldest first. Deleted ones are left out, so <c>seq</c> has gaps.</param>
/// <param name="Notices">What both were told in their conversation and that is no message, oldest first. Their place is by time.</param>
/// <param name="MessageCount">How many messages there are in this file.</param>
/// <param name="Complete">Always true, and the last field: a file without it broke off.</param>
public sealed record ExportContract(
    [property: JsonPropertyName("format")] string Format,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("exported_at")] DateTimeOffset ExportedAt,
    [property: JsonPropertyName("exported_by")] string ExportedBy,
    [property: JsonPropertyName("times")] string Times,
    [property: JsonPropertyName("relationship")] ExportedRelationshipContract Relationship,
    [property: JsonPropertyName("conversation_id")] Guid ConversationId,
    [property: JsonPropertyName("shows_read")] bool ShowsRead,
    [property: JsonPropertyName("messages")] IReadOnlyList<ExportedMessageContract> Messages,
    [property: JsonPropertyName("notices")] IReadOnlyList<ExportedNoticeContract> Notices,
    [property: JsonPropertyName("message_count")] int MessageCount,
    [property: JsonPropertyName("complete")] bool Complete)
{
    public const string FormatName = "partnerchat-export";
    public const int FormatVersion = 1;
    public const string TimesNote = "ISO 8601, UTC, with microseconds";
}

/// <summary>The two, and since when.</summary>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="EndedBy">A side; null while it goes on.</param>
public sealed record ExportedRelationshipContract(
    [property: JsonPropertyName("relationship_id")] Guid RelationshipId,
    [property: JsonPropertyName("since")] DateTimeOffset Since,
    [property: JsonPropertyName("ended_at")] DateTimeOffset? EndedAt,
    [property: JsonPropertyName("ended_by")] string? EndedBy,
    [property: JsonPropertyName("partner_names")] PartnerNamesContract PartnerNames)
{
    public static ExportedRelationshipContract From(ConversationExport export)
    {
        var membership = export.Visit.Membership;
        return new ExportedRelationshipContract(
            membership.RelationshipId, membership.Since, export.Scope.EndedAt, export.Scope.EndedBy?.ToName(), new PartnerNamesContract(membership.Facts.NameA, membership.Facts.NameB));
    }
}

/// <summary>A message as the API tells it (<see cref="MessageContract"/>), with what it said before and the star of whoever exports.</summary>
public sealed class ExportedMessageContract(MessageContract message, IReadOnlyList<EarlierTextContract> edits, bool starred)
{
    [JsonPropertyName("id")]
    public Guid Id => message.Id;

    [JsonPropertyName("conversation_id")]
    public Guid ConversationId => message.ConversationId;

    [JsonPropertyName("seq")]
    public long Seq => message.Seq;

    [JsonPropertyName("sender_id")]
    public string SenderId => message.SenderId;

    [JsonPropertyName("content")]
    public string Content => message.Content;

    [JsonPropertyName("status")]
    public string Status => message.Status;

    [JsonPropertyName("sent_at")]
    public DateTimeOffset SentAt => message.SentAt;

    [JsonPropertyName("delivered_at")]
    public DateTimeOffset? DeliveredAt => message.DeliveredAt;

    [JsonPropertyName("read_at")]
    public DateTimeOffset? ReadAt => message.ReadAt;

    [JsonPropertyName("sentiment_label")]
    public string? SentimentLabel => message.SentimentLabel;

    [JsonPropertyName("emotions")]
    public IReadOnlyList<JsonElement> Emotions => message.Emotions;

    [JsonPropertyName("escalation_risk")]
    public string? EscalationRisk => message.EscalationRisk;

    [JsonPropertyName("luna_intervened")]
    public bool LunaIntervened => message.LunaIntervened;

    [JsonPropertyName("original_content")]
    public string? OriginalContent => message.OriginalContent;

    [JsonPropertyName("client_message_id")]
    public Guid? ClientMessageId => message.ClientMessageId;

    [JsonPropertyName("edited_at")]
    public DateTimeOffset? EditedAt => message.EditedAt;

    [JsonPropertyName("deleted_at")]
    public DateTimeOffset? DeletedAt => message.DeletedAt;

    [JsonPropertyName("reply_to_id")]
    public Guid? ReplyToId => message.ReplyToId;

    [JsonPropertyName("reactions")]
    public IReadOnlyList<ReactionContract> Reactions => message.Reactions;

    /// <summary>Earlier texts, oldest first.</summary>
    [JsonPropertyName("edits")]
    public IReadOnlyList<EarlierTextContract> Edits => edits;

    /// <summary>Whether it bears the star of whoever exports; the other partner's are their own.</summary>
    [JsonPropertyName("starred")]
    public bool Starred => starred;

    public static ExportedMessageContract From(ExportedMessage exported) =>
        new(MessageContract.From(exported.Message), [.. exported.Edits.Select(e => new EarlierTextContract(e.Content, e.ReplacedAt))], exported.IsStarred);
}

/// <summary>What both were told in their conversation and that is no message.</summary>
/// <param name="Kind"><c>inspected</c>, <c>ended</c>, <c>receipts_off</c> or <c>receipts_on</c>.</param>
/// <param name="By">The side of who did it; null where it was neither of the two.</param>
/// <param name="AdminName">With an admin\'s look: who looked. Null else, as are the three that follow.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When the last page was read; <c>at</c> is the first\'s.</param>
/// <param name="Pages">Which pages were read; 1 was the newest.</param>
public sealed record ExportedNoticeContract(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("by")] string? By,
    [property: JsonPropertyName("admin_name")] string? AdminName = null,
    [property: JsonPropertyName("reason")] string? Reason = null,
    [property: JsonPropertyName("until")] DateTimeOffset? Until = null,
    [property: JsonPropertyName("pages")] IReadOnlyList<int>? Pages = null)
{
    public static ExportedNoticeContract From(NoticeRecord notice) =>
        new(notice.Id, notice.Kind, notice.At, notice.By?.ToName(), notice.Look?.Name, notice.Look?.Reason, notice.Look?.Until, notice.Look?.Pages);
}
