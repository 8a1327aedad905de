using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>
/// What the prerendered page hands to the circuit, and a paused circuit to the next, so that nothing is loaded twice. It travels as one hub
/// message, hence the short names and the bound.
/// </summary>
/// <param name="Place">The seq around which the reader stands; null at the end.</param>
public sealed record ChatSnapshot(
    Guid ConversationId,
    PartnerSide Side,
    string? PartnerName,
    string Name,
    DateTimeOffset Since,
    long Cursor,
    UnreadMark Unread,
    bool HasOlder,
    string? Zone,
    IReadOnlyList<SnapshotMessage> Messages,
    PageMarks? Marks = null,
    SnapshotFacts? Facts = null,
    long? Place = null)
{
    /// <summary>They are the view's once it has opened with them.</summary>
    public IReadOnlyList<SnapshotMessage> Messages { get; internal set; } = Messages;

    /// <summary>The most messages that are handed over, and so the most with which a view opens.</summary>
    public const int MaxMessages = 200;

    /// <summary>The most that the texts may take once written as JSON, in bytes: the hub takes 128 kB, and encryption adds a third.</summary>
    private const int TextBudget = 48_000;

    /// <summary>Lets go of the messages. The framework holds on to what it handed over for as long as the page is there.</summary>
    public void LetGo() => Messages = [];

    /// <summary>Those of the messages that fit, each with what it answers: around a place, or the newest.</summary>
    /// <param name="around">A seq; null for the end.</param>
    /// <param name="marks">What they answer.</param>
    /// <param name="notices">What is handed over with them, and takes of their room.</param>
    public static IReadOnlyList<MessageRecord> Fit(IReadOnlyList<MessageRecord> messages, long? around, PageMarks? marks = null, SnapshotFacts? notices = null)
    {
        if (messages.Count == 0) return messages;
        var quotes = marks?.Quotes.ToDictionary(q => q.Id) ?? [];
        var end = around is { } place ? (int)Math.Clamp(place - messages[0].Seq, 0, messages.Count - 1) + 1 : messages.Count;
        var first = end - 1;
        var budget = TextBudget - (notices?.Weight ?? 0) - Weight(messages[first], quotes);
        for (var (above, below) = (true, true); (above || below) && end - first < MaxMessages;)
        {
            if (above = above && first > 0 && (budget -= Weight(messages[first - 1], quotes)) > 0) first--;
            if (below = below && end < messages.Count && end - first < MaxMessages && (budget -= Weight(messages[end], quotes)) > 0) end++;
        }

        return first == 0 && end == messages.Count ? messages : [.. messages.Skip(first).Take(end - first)];
    }

    // Written as JSON, what the encoder does not let through takes six bytes a UTF-16 unit; the rest of a message some two hundred, of a quote a hundred and fifty.
    private static int Weight(MessageRecord message, Dictionary<Guid, QuotedMessage> quotes) =>
        200 + Weight(message.Content)
        + (message.Reactions is null ? 0 : 250)
        + (message.ReplyToId is { } answered && quotes.GetValueOrDefault(answered) is { } quote ? 200 + Weight(quote.Text) : 0);

    internal static int Weight(string text) => text.Sum(c => c < 128 && !JavaScriptEncoder.Default.WillEncode(c) ? 1 : 6);
}

/// <summary>A message in a snapshot.</summary>
public sealed record SnapshotMessage(
    [property: JsonPropertyName("i")] Guid Id,
    [property: JsonPropertyName("n")] long Seq,
    [property: JsonPropertyName("f")] long FirstChangeSeq,
    [property: JsonPropertyName("c")] long ChangeSeq,
    [property: JsonPropertyName("a"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsFromA,
    [property: JsonPropertyName("t")] string Content,
    [property: JsonPropertyName("s")] DateTimeOffset SentAt,
    [property: JsonPropertyName("d"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? DeliveredAt,
    [property: JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ReadAt,
    [property: JsonPropertyName("k"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ClientMessageId,
    [property: JsonPropertyName("x"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? DeletedAt,
    [property: JsonPropertyName("q"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ReplyToId = null,
    [property: JsonPropertyName("e"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? EditedAt = null,
    [property: JsonPropertyName("m"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MessageReactions? Reactions = null)
{
    public static SnapshotMessage From(MessageRecord m) => new(
        m.Id, m.Seq, m.FirstChangeSeq, m.ChangeSeq, m.SenderId == PartnerSide.A, m.Content, m.SentAt, m.DeliveredAt, m.ReadAt, m.ClientMessageId, m.DeletedAt,
        m.ReplyToId, m.EditedAt, m.Reactions);

    public MessageRecord ToRecord(Guid conversationId) => new(
        Id, conversationId, Seq, FirstChangeSeq, ChangeSeq, IsFromA ? PartnerSide.A : PartnerSide.B, Content, SentAt, DeliveredAt, ReadAt, ClientMessageId,
        ReplyToId, EditedAt, DeletedAt, Reactions: Reactions);
}
