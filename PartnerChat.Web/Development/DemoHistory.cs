using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Development;

/// <summary>
/// The rows that <see cref="MessageWriteStore"/> would have left, had each line been written when it was said: all that happened (made,
/// delivered, read) in the order of its time, numbered from 1, and the conversation's counters at the end of it.
/// </summary>
internal sealed record DemoHistory(PartnerConversation Conversation, IReadOnlyList<PartnerMessage> Messages, IReadOnlyList<MessageChange> Changes)
{
    /// <summary>The history of a relationship's conversation, made at <paramref name="since"/>.</summary>
    public static DemoHistory Of(Guid relationshipId, DateTimeOffset since, IReadOnlyList<DemoLine> lines)
    {
        var conversationId = Guid.CreateVersion7(since);
        var receipts = DemoReceipt.Of(lines);
        var happened = Happened(lines, receipts);
        var messages = Enumerable.Range(0, lines.Count).Select(i => new PartnerMessage
        {
            Id = Guid.CreateVersion7(lines[i].SentAt),
            ConversationId = conversationId,
            SenderId = lines[i].From,
            Content = lines[i].Text,
            SentAt = lines[i].SentAt,
            DeliveredAt = receipts[i].DeliveredAt,
            ReadAt = receipts[i].ReadAt,
            CreatedAt = lines[i].SentAt,
            Seq = i + 1,
            FirstChangeSeq = 1 + happened.FindIndex(h => h.Seq == i + 1),
            ChangeSeq = 1 + happened.FindLastIndex(h => h.Seq == i + 1),
            ClientMessageId = Guid.CreateVersion7(lines[i].SentAt),
        }).ToList();
        var changes = happened
            .Select((h, i) => new MessageChange { ConversationId = conversationId, ChangeSeq = i + 1, Seq = h.Seq, Made = h.Kind == Kind.Made })
            .ToList();
        return new DemoHistory(Count(conversationId, relationshipId, since, messages, happened), messages, changes);
    }

    /// <summary>When that partner last did something: wrote, received or read.</summary>
    public DateTimeOffset LastSeen(PartnerSide side) => Messages
        .Select(m => m.SenderId == side ? m.SentAt : m.ReadAt ?? m.DeliveredAt)
        .Max() ?? Conversation.CreatedAt;

    private static List<Happening> Happened(IReadOnlyList<DemoLine> lines, IReadOnlyList<DemoReceipt> receipts)
    {
        var made = lines.Select((line, i) => new Happening(line.SentAt, Kind.Made, i + 1));
        var received = receipts.SelectMany((r, i) => new[] { (At: r.DeliveredAt, Kind: Kind.Delivered), (At: r.ReadAt, Kind: Kind.Read) }
            .Where(x => x.At is not null)
            .Select(x => new Happening(x.At!.Value, x.Kind, i + 1)));
        return [.. made.Concat(received).OrderBy(h => h.At).ThenBy(h => h.Kind).ThenBy(h => h.Seq)];
    }

    private static PartnerConversation Count(
        Guid id, Guid relationshipId, DateTimeOffset since, List<PartnerMessage> messages, List<Happening> happened) => new()
        {
            Id = id,
            RelationshipId = relationshipId,
            CreatedAt = since,
            UpdatedAt = happened[^1].At,
            LastMessageAt = messages[^1].SentAt,
            LastMessagePreview = FirstCodePoints(messages[^1].Content, 100),
            MessageCount = messages.Count,
            LastSeq = messages.Count,
            LastChangeSeq = happened.Count,
            LastSentAt = messages[^1].SentAt,
            LastActiveOn = DateOnly.FromDateTime(happened[^1].At.UtcDateTime),
            PartnerADeliveredSeq = LastSeq(messages, m => m.SenderId == PartnerSide.A && m.DeliveredAt is not null),
            PartnerBDeliveredSeq = LastSeq(messages, m => m.SenderId == PartnerSide.B && m.DeliveredAt is not null),
            PartnerAReadSeq = LastSeq(messages, m => m.SenderId == PartnerSide.A && m.ReadAt is not null),
            PartnerBReadSeq = LastSeq(messages, m => m.SenderId == PartnerSide.B && m.ReadAt is not null),
            PartnerAPosition = PositionBefore(messages, m => m.SenderId == PartnerSide.B && m.ReadAt is null),
            PartnerBPosition = PositionBefore(messages, m => m.SenderId == PartnerSide.A && m.ReadAt is null),
        };

    private static long LastSeq(List<PartnerMessage> messages, Func<PartnerMessage, bool> has) => messages.Where(has).Max(m => m.Seq);

    private static long PositionBefore(List<PartnerMessage> messages, Func<PartnerMessage, bool> isUnread) =>
        messages.Find(m => isUnread(m)) is { } unread ? unread.Seq - 1 : messages.Count;

    private static string FirstCodePoints(string text, int count) => string.Concat(text.EnumerateRunes().Take(count).Select(rune => rune.ToString()));

    private enum Kind
    {
        Made,
        Delivered,
        Read,
    }

    private sealed record Happening(DateTimeOffset At, Kind Kind, long Seq);
}
